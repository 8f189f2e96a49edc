import { utf8Length } from './utf8-offsets.ts';

/** A place in a text, both counted from 1; the column in UTF-8 bytes. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Turns a UTF-8 byte offset into line and column. */
export function textPosition(text: string, offset: number): TextPosition {
  let line = 1;
  let bytes = 0;
  let lineStart = 0;
  for (const character of text) {
    if (bytes >= offset) break;
    bytes += utf8Length(character);
    if (character !== '\n') continue;
    line++;
    lineStart = bytes;
  }
  return { line, column: offset - lineStart + 1 };
}
