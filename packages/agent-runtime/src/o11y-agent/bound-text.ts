import { headAndTail } from '../stored-text/cut-text.ts';

/**
 * A text of at most about `limit` characters: what is too long keeps its beginning and some of its end, with a note of what is missing.
 * The note tells a model what to do about it.
 */
export function boundText(text: string, limit: number): { readonly text: string; readonly cut: boolean } {
  if (text.length <= limit) return { text, cut: false };
  const head = Math.floor(limit * 0.8);
  const { head: left, tail: right } = headAndTail(text, head, limit - head);
  const note =
    `[cut: this result has ${text.length} characters; the first ${left.length} and the last ${right.length} are shown. ` +
    'Ask for less: a shorter window, an aggregation, a filter or a limit.]';
  return {
    text: `${note}\n${left}\n[... ${text.length - left.length - right.length} characters are missing here ...]\n${right}`,
    cut: true,
  };
}
