import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text.ts';
import { textLimits } from './text-limits.ts';
import { toBoundedJson } from './to-bounded-json.ts';

describe('a value as bounded JSON', () => {
  it('stays what it is while it is small', () => {
    const value = { text: 'x'.repeat(textLimits.text), list: [1, null, true], inner: { deep: ['a'] } };
    expect(toBoundedJson(value)).toEqual({ value, length: JSON.stringify(value).length });
  });

  it('has no text beyond the limit, and says how much is missing', () => {
    const { value } = toBoundedJson({ inner: ['a'.repeat(400) + 'z'.repeat(400)] }, 100) as { value: { inner: [string] } };
    expect(value.inner[0]).toMatch(/^a{70}\n\[\.\.\. 700 characters are missing here: at most 100 of a text are kept \.\.\.\]\nz{30}$/);
  });

  it('keeps short texts only where it is too large as a whole', () => {
    const { value, length } = toBoundedJson(Array.from({ length: 100 }, () => 'x'.repeat(textLimits.text)));
    expect(length).toBeLessThan(200_000);
    expect((value as string[])[0]).toContain('characters are missing');
  });

  it('refuses what stays too large, what is too deep and what is no JSON', () => {
    expect(() => toBoundedJson(Array.from({ length: 3_000_000 }, () => 12))).toThrow(RangeError);
    let deep: unknown = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => toBoundedJson(deep)).toThrow(RangeError);
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const value of [cycle, undefined, () => 1, { n: 1n }]) expect(() => toBoundedJson(value)).toThrow(TypeError);
  });

  it('never cuts a character in two', () => {
    const text = '😀'.repeat(100);
    for (let limit = 40; limit < 60; limit++) expect(cutText(text, limit).isWellFormed()).toBe(true);
  });
});
