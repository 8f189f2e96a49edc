import { isAlphaNumeric, isDigit } from './character.ts';

/** Outcome of a scan: where it stopped, and whether what was scanned has the shape of a number or duration. */
export interface Scan {
  readonly ok: boolean;
  readonly end: number;
}

/**
 * Scans the widest text that looks like a number. What it accepts may still be refused when it is read (`1e5.5`); what it refuses ends
 * where the reference gives up, because its message shows the text up to there.
 */
export function scanNumber(text: string, start: number): Scan {
  const isHex = /^0[xX]/.test(text.slice(start, start + 2));
  const isNumeral = isHex ? isHexDigit : isDigit;
  let at = afterNumberPrefix(text, start, isHex);
  let sawDot = false;
  let sawExponent = false;
  for (;;) {
    const character = text[at] ?? '';
    if (character === '.') {
      if (sawDot) return { ok: false, end: at + 1 };
      sawDot = true;
      at++;
      if (isOneOf(text[at], '_.')) return { ok: false, end: at + 1 };
      if (isHex) return { ok: false, end: at };
    } else if (character === 'e' || character === 'E') {
      if (sawExponent) return { ok: false, end: at + 1 };
      sawExponent = true;
      at += isOneOf(text[at + 1], '+-') ? 2 : 1;
      if (isOneOf(text[at], '._eE')) return { ok: false, end: at + 1 };
      if (at >= text.length) return { ok: false, end: at };
    } else if (character === '_') {
      at++;
      if (isOneOf(text[at], '._eE')) return { ok: false, end: at + 1 };
      if (at >= text.length) return { ok: false, end: at };
    } else if (isNumeral(text.charCodeAt(at))) {
      while (isNumeral(text.charCodeAt(at))) at++;
    } else {
      return { ok: at > start && !isAlphaNumeric(text.charCodeAt(at)), end: at };
    }
  }
}

/** Scans what is left of a duration after its first number: units with numbers between them. Bad units are found when it is read. */
export function scanDurationRest(text: string, start: number): Scan {
  if (!isOneOf(text[start], 'smhdwy')) return { ok: false, end: start };
  let at = afterUnit(text, start);
  while (isDigit(text.charCodeAt(at))) {
    while (isDigit(text.charCodeAt(at))) at++;
    if (!isOneOf(text[at], 'smhdw')) return { ok: false, end: at };
    at = afterUnit(text, at);
  }
  return isAlphaNumeric(text.charCodeAt(at)) ? { ok: false, end: at + 1 } : { ok: true, end: at };
}

/** Skips `0x`, an underscore behind it, a leading dot and one digit. */
function afterNumberPrefix(text: string, start: number, isHex: boolean): number {
  let at = start;
  if (isHex) {
    at += 2;
    if (text[at] === '_') at++;
  } else if (text[at] === '0') {
    at++;
  }
  if (text[at] === '.') at++;
  const isNumeral = isHex ? isHexDigit : isDigit;
  return isNumeral(text.charCodeAt(at)) ? at + 1 : at;
}

/** A unit is one letter, or `ms`. */
function afterUnit(text: string, at: number): number {
  return text[at + 1] === 's' ? at + 2 : at + 1;
}

function isOneOf(character: string | undefined, set: string): boolean {
  return character !== undefined && set.includes(character);
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}
