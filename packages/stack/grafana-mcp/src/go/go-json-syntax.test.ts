import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGoJson } from './go-json-syntax.ts';

// What JSON is written with, so that mistakes come late in a text as well.
const ALPHABET = Array.from('{}[]":,0129.eE-+ \\utrfalsn\n');

describe('parseGoJson', () => {
  it.each([
    ['', 'unexpected end of JSON input'],
    ['yesterday', "invalid character 'y' looking for beginning of value"],
    ['two', "invalid character 'w' in literal true (expecting 'r')"],
    ['2026-01-01', "invalid character '-' after top-level value"],
    ['01', "invalid character '1' after top-level value"],
    ['-x', "invalid character 'x' in numeric literal"],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1e', 'unexpected end of JSON input'],
    ['1ex', "invalid character 'x' in exponent of numeric literal"],
    ['[1 2]', "invalid character '2' after array element"],
    ['{1:2}', "invalid character '1' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u00g0"', "invalid character 'g' in \\u hexadecimal character escape"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
    ['é', "invalid character 'é' looking for beginning of value"],
  ])('says of %j what Go says', (text, message) => {
    expect(parseGoJson(text)).toEqual({ ok: false, message });
  });

  it('finds a wrong character in whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...ALPHABET) }), (text) => {
        const parsed = parseGoJson(text);
        if (!parsed.ok) expect(parsed.message).toMatch(/^invalid character '|^unexpected end of JSON input$/);
      }),
    );
  });
});
