/** A text of about `limit` characters: what is too long keeps its beginning and its end, with a note in between. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const { head, tail } = headAndTail(text, Math.floor(limit * 0.7), Math.floor(limit * 0.3));
  const missing = text.length - head.length - tail.length;
  return `${head}\n[... ${missing} characters are missing here: at most ${limit} of a text are kept ...]\n${tail}`;
}

/** The first and the last characters of a text; a pair of surrogates is never cut in two. */
export const headAndTail = (text: string, first: number, last: number): { readonly head: string; readonly tail: string } => ({
  head: text.slice(0, first).replace(/[\uD800-\uDBFF]$/, ''),
  tail: text.slice(text.length - last).replace(/^[\uDC00-\uDFFF]/, ''),
});
