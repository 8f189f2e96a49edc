import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { toNativeSource } from './native-regex.ts';
import { compileRegex } from './regex.ts';

function matches(source: string, text: string): boolean {
  const result = compileRegex(source);
  if (!result.ok) throw new Error(result.error);
  return result.regex.matches(text);
}

describe('compileRegex', () => {
  it('anchors at both ends and lets the dot match line breaks', () => {
    expect(matches('a.c', 'a\nc')).toBe(true);
    expect(matches('b', 'abc')).toBe(false);
    expect(matches('', '')).toBe(true);
  });

  it('knows the texts of plain alternations', () => {
    const result = compileRegex('(GET|POST|a\\.b)');
    expect(result.ok && result.regex.literals).toEqual(['GET', 'POST', 'a.b']);
  });

  it.each([
    ['(a', 'error parsing regexp: missing closing ): `(a`'],
    ['a**', 'error parsing regexp: invalid nested repetition operator: `**`'],
    ['[a', 'error parsing regexp: missing closing ]: `[a`'],
    ['*', 'error parsing regexp: missing argument to repetition operator: `*`'],
    ['(?=a)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
    ['a)', 'error parsing regexp: unexpected ): `a)`'],
    ['\\', 'error parsing regexp: trailing backslash at end of expression: ``'],
  ])('reports %s as Go does', (source, error) => {
    expect(compileRegex(source)).toEqual({ ok: false, error });
  });

  it('captures groups on every engine', () => {
    for (const source of ['(.*)-(\\d+)', '(?P<name>.*)-(\\d{1,})']) {
      const result = compileRegex(source);
      expect(result.ok && result.regex.captures('pod-12')?.groups).toEqual(['pod-12', 'pod', '12']);
    }
    const named = compileRegex('(?P<name>.*)-(?P<id>\\d+)');
    expect(named.ok && named.regex.captures('pod-12')?.named).toEqual({ name: 'pod', id: '12' });
  });

  it('keeps nested repetitions away from the backtracking engine', () => {
    expect(toNativeSource('(a+)+b')).toBeUndefined();
    expect(toNativeSource('.*a.*b.*c.*')).toBeUndefined();
  });

  it('agrees with RE2 wherever it uses the JavaScript engine', () => {
    const piece = fc.constantFrom('a', 'b', '.', 'ab', '[a-c]', '[^b]', '\\d', '\\w', '\\.', '-', '(a|b)', '(?:c|)', 'é', '😀');
    const mark = fc.constantFrom('', '', '*', '+', '?', '*?');
    const source = fc.array(fc.tuple(piece, mark), { maxLength: 5 }).map((parts) => parts.flat().join(''));
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '.', '-', '1', 'é', '😀', '\n'), { maxLength: 6 }).map((c) => c.join(''));
    fc.assert(
      fc.property(source, text, (pattern, input) => {
        const result = compileRegex(pattern);
        let expected: boolean;
        try {
          expected = RE2JS.compile(`^(?s:${pattern})$`).matches(input);
        } catch {
          expect(result.ok).toBe(false);
          return;
        }
        expect(result.ok && result.regex.matches(input)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
