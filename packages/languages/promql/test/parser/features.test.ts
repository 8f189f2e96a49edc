import { describe, expect, it } from 'vitest';
import type { ParseOptions } from '../../src/parser/index.ts';
import { FUNCTIONS, parse, print, walk } from '../../src/parser/index.ts';

function messageOf(query: string, options: ParseOptions = {}): string {
  const result = parse(query, options);
  return result.ok ? 'accepted' : result.message;
}

describe('features that are off', () => {
  it('refuse experimental functions and aggregations by name', () => {
    expect(messageOf('info(up)')).toBe('1:1: parse error: function "info" is not enabled');
    expect(messageOf('limitk(1, up)')).toBe(
      '1:1: parse error: limitk() is experimental and must be enabled with --enable-feature=promql-experimental-functions',
    );
    expect(messageOf('info(up)', { experimentalFunctions: true })).toBe('accepted');
  });

  it('refuse fill modifiers, which stay metric names where no parenthesis follows', () => {
    expect(messageOf('1 + a + fill(0) b')).toBe('1:1: parse error: binop fill modifiers are experimental and not enabled');
    expect(messageOf('a + fill')).toBe('accepted');
    expect(messageOf('a + fill(0) b', { fillModifiers: true })).toBe('accepted');
    expect(messageOf('a and fill(0) b', { fillModifiers: true })).toBe(
      '1:1: parse error: filling in missing series not allowed for set operators',
    );
  });

  it('refuse dots and letters of other scripts in names without quotes', () => {
    expect(messageOf('http.server')).toBe("1:5: parse error: unexpected character: '.'");
    const on = { unquotedUtf8Names: true };
    const result = parse('sum by (service.name) (温度{場所="東京"} offset .5)', on);
    expect(result.ok && print(result.expr, on)).toBe('sum by (service.name) (温度{場所="東京"} offset 500ms)');
    expect(result.ok && print(result.expr)).toBe('sum by ("service.name") (温度{"場所"="東京"} offset 500ms)');
    expect(messageOf('sum by (a:b) (up)', on)).toBe('1:9: parse error: invalid label name for grouping: "a:b"');
  });
});

describe('positions', () => {
  it('count bytes, and lines from 1', () => {
    expect(messageOf('up{a="ä"} x')).toBe('1:12: parse error: unexpected identifier "x"');
    expect(messageOf('sum(\n  rate(up)\n)')).toBe(
      '2:8: parse error: expected type range vector in call to function "rate", got instant vector',
    );
  });

  it('come for every type error, the first in the message', () => {
    const result = parse('rate(1) + rate("x")');
    expect(result.ok ? [] : result.errors.map(({ line, column, start, end }) => [line, column, start, end])).toEqual([
      [1, 6, 5, 6],
      [1, 16, 15, 18],
    ]);
  });
});

describe('what comes first', () => {
  it.each([
    // The reference reads no further than it has to before it complains.
    ['foo(1) $', '1:1: parse error: unknown function with name "foo"'],
    ['sum() $', "1:7: parse error: unexpected character: '$'"],
    ['sum by (a) () $', '1:1: parse error: no arguments for aggregate expression provided'],
    [
      '5 offset 1m $',
      '1:1: parse error: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
    ],
    ['up{a=~"("} $', '1:4: parse error: error parsing regexp: missing closing ): `(`'],
    ['abs(a,, b)', '1:6: parse error: trailing commas not allowed in function call args'],
    ['abs(a,', '1:7: parse error: unclosed left parenthesis'],
    ['sum(abs(x y))', '1:11: parse error: unexpected identifier "y" in aggregation'],
    ['abs(sum(x) y)', '1:12: parse error: unexpected identifier "y"'],
    ['sum(a + on(x) group_left)', '1:25: parse error: unexpected ")" in grouping opts, expected "("'],
    ['sum(x @ y)', '1:9: parse error: unexpected identifier "y" in @, expected timestamp'],
    ['up[5m + ]', '1:9: parse error: unexpected "]" in subquery or range selector, expected number, duration, step(), or range()'],
    ['up[5m 5m]', '1:7: parse error: unexpected duration "5m" in subquery or range, expected ":" or "]"'],
    ['up[5m:1m 1m]', '1:10: parse error: unexpected duration "1m" in subquery selector, expected "]"'],
    ['up[5m:)]', "1:8: parse error: unexpected right parenthesis ')'"],
    ['up[(5m:)]', '1:7: parse error: unexpected ":" in subquery or range selector, expected number, duration, step(), or range()'],
    ['up[step]', '1:8: parse error: unexpected "]" in subquery or range selector, expected number, duration, step(), or range()'],
    ['up[5m / 0]', '1:7: parse error: division by zero'],
    ['up[5m % 0]', '1:7: parse error: modulo by zero'],
    ['up[1e12]', '1:4: parse error: duration out of range'],
  ])('in %s', (query, message) => {
    expect(messageOf(query)).toBe(message);
  });
});

describe('texts', () => {
  it.each([
    [`"\\x41\\u00e9\\U0001F4A5\\101\\n"`, 'A\u00e9\u{1F4A5}A\n'],
    [`'it\\'s'`, "it's"],
    ['`raw\\n`', 'raw\\n'],
    ['"\\xc3\\xa9"', 'é'],
  ])('unquote as Go does: %s', (query, value) => {
    const result = parse(query);
    expect(result.ok && result.expr).toMatchObject({ type: 'string', value });
  });

  it('keep bytes that are not UTF-8 until they are printed', () => {
    const result = parse('"a\\xc5z"');
    expect(result.ok && print(result.expr)).toBe('"a\\xc5z"');
    expect(messageOf('sum by ("a\\xc5z") (up)')).toBe('1:9: parse error: invalid label name for grouping: "a\\xc5z"');
  });
});

describe('the function table', () => {
  it('is looked up by own names only', () => {
    expect(messageOf('constructor(up)')).toBe('1:1: parse error: unknown function with name "constructor"');
    expect(FUNCTIONS.get('histogram_quantile')).toEqual({
      name: 'histogram_quantile',
      argTypes: ['scalar', 'vector'],
      variadic: 0,
      returnType: 'vector',
      experimental: false,
    });
  });
});

describe('a walk', () => {
  it('goes from outer to inner in the order of the text, with the path, and skips what it is told to', () => {
    const result = parse('sum(rate(a[5m])) / topk(1, b)');
    const seen: string[] = [];
    if (result.ok) {
      walk(result.expr, (expr, path) => {
        seen.push(`${'.'.repeat(path.length)}${expr.type}`);
        return expr.type !== 'call';
      });
    }
    expect(seen).toEqual(['binary', '.aggregate', '..call', '.aggregate', '..number', '..vector-selector']);
  });
});
