/** JSON text as Go's encoder writes it: no blanks, `<`, `>`, `&`, U+2028, U+2029 as escapes, U+FFFD for what is not UTF-8. */
export function goJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  const wellFormed = LONE_SURROGATE.test(text) ? JSON.stringify(value, (_, inner: unknown) => toWellFormed(inner)) : text;
  return wellFormed.replace(NEEDS_ESCAPE, escapeCharacter);
}

/** A copy with the keys of every object sorted, as Go writes its maps. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sortKeys(inner)]));
}

// JSON.stringify writes lone surrogates, and only them, as such escapes (a text may hold the same letters, which does no harm).
const LONE_SURROGATE = /\\ud[89a-f][0-9a-f]{2}/;

function toWellFormed(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

const NEEDS_ESCAPE = /[<>&\u2028\u2029]/g;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
