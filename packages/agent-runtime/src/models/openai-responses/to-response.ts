import type { AssistantPart, JsonValue, ModelResponse } from '@o11y-bench/contracts';
import { createCallIds } from '../shared/call-ids.ts';
import { parseToolArguments } from '../shared/parse-tool-arguments.ts';
import { toUsage } from '../shared/to-usage.ts';
import { WireError } from '../wire/provider-failure.ts';
import { responseSchema, type OutputItem, type ResponseBody } from './api.ts';
import { isRetryableCode, mapFinishReason } from './map-finish-reason.ts';

/** The normalised turn in a response. Each output item becomes one part and goes with it. */
export function toResponse(answer: ResponseBody): ModelResponse {
  const parsed = responseSchema.safeParse(answer);
  if (!parsed.success) throw new WireError({ status: 200, message: 'the answer is no response object', retryable: true });
  const body = parsed.data;
  if (body.status === 'failed' || body.status === 'cancelled') throw failedResponse(body);
  const idOf = createCallIds(body.id ?? undefined);
  const items = body.output ?? [];
  const parts = items.map((item) => toPart(item, idOf));
  const reason = body.incomplete_details?.reason;
  const finish = body.status === 'incomplete' ? (reason ?? 'incomplete') : body.status;
  return {
    parts,
    stop: mapFinishReason(
      { status: body.status, reason },
      {
        hasCalls: parts.some((part) => part.type === 'tool-call'),
        hasText: parts.some((part) => part.type === 'text' && part.text !== ''),
        refused: items.some((item) => item.content?.some((part) => part.type === 'refusal')),
      },
    ),
    ...(finish ? { finish } : {}),
    ...(body.model ? { model: body.model } : {}),
    ...(body.usage ? { usage: responseUsage(body.usage) } : {}),
  };
}

function failedResponse({ status, error }: ResponseBody): WireError {
  const code = error?.code ?? undefined;
  return new WireError({
    status: 200,
    ...(code === undefined ? {} : { code }),
    message: error?.message ?? `the response is ${String(status)}`,
    retryable: isRetryableCode(code),
  });
}

/** Items of other kinds (a provider's own tools) stay in their place as parts without text. */
function toPart(item: OutputItem, idOf: (id: string | null | undefined) => string): AssistantPart {
  const carry = item as unknown as JsonValue;
  if (item.type === 'message')
    return { type: 'text', text: (item.content ?? []).map((part) => part.text ?? part.refusal ?? '').join(''), carry };
  if (item.type === 'function_call') {
    return { type: 'tool-call', id: idOf(item.call_id), name: item.name ?? '', ...parseToolArguments(item.arguments), carry };
  }
  return { type: 'reasoning', text: reasoningText(item), carry };
}

/** Summaries where there are any, else the raw reasoning that open models show. */
function reasoningText(item: OutputItem): string {
  const texts = (parts: OutputItem['content']): string[] => (parts ?? []).flatMap((part) => (part.text ? [part.text] : []));
  const summary = texts(item.summary);
  return (summary.length > 0 ? summary : texts(item.content)).join('\n\n');
}

const responseUsage = (usage: NonNullable<ResponseBody['usage']>): NonNullable<ModelResponse['usage']> =>
  toUsage({
    input: usage.input_tokens,
    output: usage.output_tokens,
    cachedInput: usage.input_tokens_details?.cached_tokens,
    cacheWrite: usage.input_tokens_details?.cache_write_tokens,
    reasoning: usage.output_tokens_details?.reasoning_tokens,
    costUsd: usage.cost,
  });
