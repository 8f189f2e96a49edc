import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr, ParseOptions } from '../../src/parser/index.ts';
import { parse, prettyPrint, print } from '../../src/parser/index.ts';
import { arbitraryQuery } from '../../src/testing/index.ts';
import { damage } from './damage.ts';

/** How many queries to try; `FUZZ_RUNS=100000` for a thorough run. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 400);
const TIMEOUT = 30_000 + RUNS * 10;
const FEATURES: readonly ParseOptions[] = [{}, { experimentalFunctions: true, fillModifiers: true }];

describe.each(FEATURES)('a generated query with %j', (options) => {
  const query = arbitraryQuery(fc, options);

  it(
    'parses, and what is printed of it parses to the same expression',
    () => {
      fc.assert(
        fc.property(query, (text) => {
          const expr = accepted(text, options);
          for (const printed of [print(expr), prettyPrint(expr)]) {
            const again = accepted(printed, options);
            expect(normalized(again)).toEqual(normalized(expr));
            expect(print(again)).toBe(print(expr));
          }
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );

  it(
    'is answered even when it is damaged, with a place within the text',
    () => {
      fc.assert(
        fc.property(query, damage(), (text, apply) => {
          const damaged = apply(text);
          const result = parse(damaged, options);
          if (result.ok) return accepted(print(result.expr), options) !== undefined;
          const bytes = new TextEncoder().encode(damaged).length;
          expect(result.errors.every(({ start, end }) => start >= 0 && start <= bytes && end <= bytes)).toBe(true);
          expect(result.message).toMatch(/^(\d+:\d+|unknown position): parse error: ./s);
          return true;
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );
});

describe('any text', () => {
  it(
    'is answered',
    () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => {
          expect(typeof parse(text).ok).toBe('boolean');
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );

  it.each([
    ['('.repeat(100_000), /nested too deeply/],
    ['-'.repeat(100_000), /nested too deeply/],
    [`1${' + 1'.repeat(100_000)}`, /nested too deeply/],
    [`up${'[5m:]'.repeat(100_000)}`, /nested too deeply/],
    [`up[${'('.repeat(100_000)}`, /nested too deeply/],
    [`sum(`.repeat(100_000), /nested too deeply/],
  ])('that nests without end is refused, not crashed on: %#', (text, message) => {
    const result = parse(text);
    expect(result.ok ? '' : result.message).toMatch(message);
  });
});

function accepted(text: string, options: ParseOptions): Expr {
  const result = parse(text, options);
  if (!result.ok) throw new Error(`${text}\n${result.message}`);
  return result.expr;
}

/**
 * Without positions, and without what the normal form gives up: the order of matchers, `ignoring ()`, and the plus of an offset (`NaN` as text,
 * because it equals nothing).
 */
function normalized(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(normalized);
  const node: Record<string, unknown> = { ...value };
  delete node['pos'];
  if (Array.isArray(node['matchers'])) node['matchers'] = node['matchers'].map((matcher) => JSON.stringify(matcher)).sort();
  if (node['type'] === 'unary' && node['op'] === '+' && node['wrapped'] === false) return normalized(node['expr']);
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, normalized(inner)]));
}
