/** JSON text as Go's encoder writes it: no blanks, and `<`, `>`, `&`, U+2028, U+2029 as escapes. */
export function goJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(NEEDS_ESCAPE, escapeCharacter);
}

/** A copy with the keys of every object sorted, as Go writes its maps. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sortKeys(inner)]));
}

const NEEDS_ESCAPE = /[<>&\u2028\u2029]/g;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
