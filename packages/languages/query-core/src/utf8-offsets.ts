/** UTF-8 byte offsets of a text's UTF-16 indexes: what the servers count positions in. */
export interface Utf8Offsets {
  /** Bytes before the character at this index. */
  at(index: number): number;
}

/** Measures a text once; a text of ASCII alone costs no table. */
export function utf8Offsets(text: string): Utf8Offsets {
  if (isAscii(text)) return IDENTITY;
  const table = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    table[i] = bytes;
    bytes += utf8Width(text, i);
  }
  table[text.length] = bytes;
  return { at: (index) => table[index] ?? bytes };
}

/** Length of a text in UTF-8 bytes. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) bytes += utf8Width(text, i);
  return bytes;
}

const IDENTITY: Utf8Offsets = { at: (index) => index };

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** A pair of surrogates counts four bytes at its first half; a lone one is three, as the replacement character is. */
function utf8Width(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  if (isHigh(unit) && isLow(text.charCodeAt(index + 1))) return 4;
  if (isLow(unit) && index > 0 && isHigh(text.charCodeAt(index - 1))) return 0;
  return 3;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
