import type { ModelStop } from '@o11y-bench/contracts';

const incomplete: Readonly<Record<string, ModelStop>> = {
  max_output_tokens: 'length',
  max_tokens: 'length',
  content_filter: 'content_filter',
};

/** The stop of a response: its status says little, its items say the rest. Truncation, filter and refusal win over calls. */
export function mapFinishReason(
  { status, reason }: { readonly status: string | null | undefined; readonly reason: string | null | undefined },
  turn: { readonly hasCalls: boolean; readonly hasText: boolean; readonly refused: boolean },
): ModelStop {
  if (status === 'incomplete') return incomplete[reason ?? ''] ?? 'length';
  if (turn.refused) return 'refusal';
  if (turn.hasCalls) return 'tool_calls';
  return turn.hasText ? 'stop' : 'empty';
}

/** Codes of errors inside an answer that may pass by themselves. */
export const isRetryableCode = (code: string | number | null | undefined): boolean =>
  code === 'server_error' ||
  code === 'rate_limit_exceeded' ||
  code === 'overloaded' ||
  code === 'timeout' ||
  Number(code) === 429 ||
  Number(code) >= 500;
