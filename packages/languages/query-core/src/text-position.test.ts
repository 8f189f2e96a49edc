import { describe, expect, it } from 'vitest';
import { textPosition } from './text-position.ts';
import { utf8Length, utf8Offsets } from './utf8-offsets.ts';

describe('positions in a text', () => {
  it('count columns in bytes, lines by line feeds', () => {
    expect(textPosition('ab', 0)).toEqual({ line: 1, column: 1 });
    expect(textPosition('ä\nbc', 4)).toEqual({ line: 2, column: 2 });
    expect(textPosition('ä💥x', 6)).toEqual({ line: 1, column: 7 });
  });

  it('agree with the encoder for every index', () => {
    for (const text of ['ascii', 'aä€💥z', 'lone \ud800 half', '\udc00']) {
      const offsets = utf8Offsets(text);
      const encoder = new TextEncoder();
      for (let i = 0; i <= text.length; i++) {
        if (text.slice(0, i).isWellFormed() || !text.isWellFormed()) expect(offsets.at(i)).toBe(encoder.encode(text.slice(0, i)).length);
      }
      expect(utf8Length(text)).toBe(encoder.encode(text).length);
    }
  });
});
