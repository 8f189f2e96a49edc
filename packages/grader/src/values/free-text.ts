import { read, type Reading, unreadable } from './reading.ts';
import { foldSpace, readScalarText, unwrapText } from './scalar-text.ts';

/** Reads a text, without quotes or backticks around it; {@link foldText} makes it comparable. */
export function readText(raw: unknown): Reading<string> {
  const scalar = readScalarText(raw);
  if (!scalar.ok) return scalar;
  const text = unwrapText(scalar.value);
  return text === '' ? unreadable('is empty') : read(text);
}

/** A text as it is compared: no quotes or link marks around it, white space as one space, and none beside brackets, operators and commas, where languages of queries do not need it. */
export function foldText(text: string): string {
  const unfenced = text.trim().replace(/^```[\w-]*\n(.*)\n?```$/s, '$1');
  const linked = unwrapText(unfenced)
    .replace(/^<([a-z]+:\/\/[^>\s]+)>$/i, '$1')
    .replace(/^\[([^\]]+)\]\(\1\)$/, '$1');
  return foldSpace(linked).replace(/ ?([^\w\s"'`]) ?/g, '$1');
}
