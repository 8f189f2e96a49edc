import { unicodeNotation } from './character.ts';

/** Outcome of scanning a quoted text: where it ends, or why it is none. */
export type StringScan = { readonly ok: true; readonly end: number } | { readonly ok: false; readonly message: string };

/** Scans a text in double, single or back quotes; `start` is the index of the opening quote. */
export function scanString(text: string, start: number): StringScan {
  const quote = text[start] ?? '';
  const isRaw = quote === '`';
  for (let at = start + 1; ; ) {
    const character = text[at];
    if (character === undefined || (character === '\n' && !isRaw)) {
      return failed(isRaw ? 'unterminated raw string' : 'unterminated quoted string');
    }
    if (character === quote) return { ok: true, end: at + 1 };
    if (character === '\ufffd' || isLoneSurrogate(text, at)) return failed('invalid UTF-8 rune');
    if (character === '\\' && !isRaw) {
      const escape = scanEscape(text, at + 1, quote);
      if (!escape.ok) return escape;
      at = escape.end;
    } else {
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    }
  }
}

/** Digits, base and greatest value of the escapes that spell a number. */
const NUMERIC: Readonly<Record<string, readonly [digits: number, limit: number]>> = { x: [2, 255], u: [4, 0x10ffff], U: [8, 0x10ffff] };

function scanEscape(text: string, at: number, quote: string): StringScan {
  const letter = text[at];
  if (letter === undefined) return failed('escape sequence not terminated');
  if (letter === quote || 'abfnrtv\\'.includes(letter)) return { ok: true, end: at + 1 };
  if (letter >= '0' && letter <= '7') return scanDigits(text, at, 3, 8, 255);
  const numeric = NUMERIC[letter];
  if (numeric !== undefined) return scanDigits(text, at + 1, numeric[0], 16, numeric[1]);
  return failed(`unknown escape sequence ${unicodeNotation(text.codePointAt(at) ?? 0)}`);
}

function scanDigits(text: string, start: number, count: number, base: number, limit: number): StringScan {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const character = text[at];
    if (character === undefined) return failed('escape sequence not terminated');
    const digit = /[0-9a-fA-F]/.test(character) ? Number.parseInt(character, 16) : 16;
    if (digit >= base) return failed(`illegal character ${unicodeNotation(text.codePointAt(at) ?? 0)} in escape sequence`);
    value = value * base + digit;
  }
  if (value > limit || (value >= 0xd800 && value < 0xe000)) return failed('escape sequence is an invalid Unicode code point');
  return { ok: true, end: start + count };
}

function isLoneSurrogate(text: string, at: number): boolean {
  const code = text.codePointAt(at) ?? 0;
  return code >= 0xd800 && code < 0xe000;
}

function failed(message: string): StringScan {
  return { ok: false, message };
}
