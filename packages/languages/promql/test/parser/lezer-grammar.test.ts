import { parser as lezer } from '@prometheus-io/lezer-promql';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expr, ParseResult } from '../../src/parser/index.ts';
import { parse, walk } from '../../src/parser/index.ts';
import { arbitraryQuery } from '../../src/testing/index.ts';
import { damage } from './damage.ts';

/** How many queries to try; `FUZZ_RUNS=100000` for a thorough run. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 400);
const TIMEOUT = 30_000 + RUNS * 10;
const FEATURES = { experimentalFunctions: true, fillModifiers: true };

/** Messages about the form of a text; all others are about what it means, which the grammar does not check. */
const SYNTAX =
  /^(unexpected|unclosed|unterminated|bad number|unknown escape|illegal character|escape sequence|invalid UTF-8|no expression|trailing commas)/;

/** Where the grammar and the server differ, and why. */
const EXCEPTIONS: readonly { readonly reason: string; readonly covers: (text: string, result: ParseResult) => boolean }[] = [
  { reason: 'the grammar does not read escapes in strings', covers: (_, result) => firstMessage(result).includes('escape') },
  { reason: 'the grammar lets a string end with the text', covers: (_, result) => firstMessage(result).startsWith('unterminated') },
  { reason: 'the grammar cuts a number off where letters follow', covers: (_, result) => firstMessage(result).startsWith('bad number') },
  { reason: 'the grammar wants a digit behind the dot of a number', covers: (text) => /\d\.(?!\d)/.test(text) },
  { reason: 'the grammar knows `offset` as a modifier only', covers: (_, result) => result.ok && selects(result.expr, 'offset') },
  { reason: 'the grammar (0.315) lacks the newest functions', covers: (text) => /\b(integral|max_of|min_of)\b/.test(text) },
  {
    reason: 'the server reads an arithmetic operator behind `offset (...)` or `offset --5m` as part of the duration',
    covers: (text, result) => firstMessage(result).includes(' in offset,') && /offset\s*(\(|[-+]\s*[-+])/i.test(text),
  },
];

describe('the official Lezer grammar', () => {
  it(
    'takes and refuses the same generated queries, whole and damaged, but for the listed exceptions',
    () => {
      fc.assert(
        fc.property(arbitraryQuery(fc, FEATURES), damage(), (query, apply) => {
          for (const text of [query, apply(query)]) {
            const result = parse(text, FEATURES);
            if (!result.ok && !SYNTAX.test(firstMessage(result))) continue;
            if (EXCEPTIONS.some(({ covers }) => covers(text, result))) continue;
            expect({ text, accepted: lezerAccepts(text) }).toEqual({ text, accepted: result.ok });
          }
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );

  it.each([
    ['"a\\q"', false],
    ['"a', false],
    ['6anchored', false],
    ['5.', true],
    ['offset', true],
    ['max_of(1, 2)', true],
    ['up offset (5m) * up', false],
  ])('differs from the server on %s, as listed', (text, accepted) => {
    expect(parse(text, FEATURES).ok).toBe(accepted);
    expect(lezerAccepts(text)).toBe(!accepted);
  });
});

function firstMessage(result: ParseResult): string {
  return result.ok ? '' : (result.errors[0]?.message ?? '');
}

function selects(expr: Expr, name: string): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.type === 'vector-selector' && node.name.toLowerCase() === name) found = true;
  });
  return found;
}

function lezerAccepts(text: string): boolean {
  let accepted = true;
  lezer.parse(text).iterate({
    enter(node) {
      if (node.type.isError) accepted = false;
    },
  });
  return accepted;
}
