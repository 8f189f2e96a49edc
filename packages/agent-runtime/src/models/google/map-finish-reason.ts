import type { ModelStop } from '@o11y-bench/contracts';

const stops: Readonly<Record<string, ModelStop>> = {
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  LANGUAGE: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
  IMAGE_SAFETY: 'content_filter',
  IMAGE_PROHIBITED_CONTENT: 'content_filter',
};

/** The stop of a content: `STOP` for text and calls alike. A malformed call comes without a part and reads as an empty turn. */
export function mapFinishReason(
  reason: string | null | undefined,
  turn: { readonly hasCalls: boolean; readonly hasText: boolean },
): ModelStop {
  if (reason?.startsWith('blockReason:')) return 'content_filter';
  const stop = stops[reason ?? ''];
  if (stop) return stop;
  if (turn.hasCalls) return 'tool_calls';
  return turn.hasText ? 'stop' : 'empty';
}
