import type { AssistantPart, JsonValue, ModelResponse, ModelUsage } from '@o11y-bench/contracts';
import { createCallIds } from '../shared/call-ids.ts';
import { parseToolArguments } from '../shared/parse-tool-arguments.ts';
import { toUsage } from '../shared/to-usage.ts';
import { httpFailure } from '../wire/http-failure.ts';
import { WireError } from '../wire/provider-failure.ts';
import { completionSchema, type Completion, type CompletionMessage } from './api.ts';
import { mapFinishReason } from './map-finish-reason.ts';

/** The normalised turn in a chat completion. */
export function toResponse(answer: Completion): ModelResponse {
  const body = completionSchema.safeParse(answer);
  const choice = body.data?.choices?.[0];
  if (!body.success || !choice) throw new WireError({ status: 200, message: 'the answer is no chat completion', retryable: true });
  if (choice.error || choice.finish_reason === 'error') {
    throw new WireError({ ...httpFailure(200, { error: choice.error ?? 'the provider ended with an error' }), retryable: true });
  }
  const { message, finish_reason: finish } = choice;
  const text = messageText(message);
  const parts = [...reasoningParts(message), ...textParts(text || (message.refusal ?? '')), ...callParts(message, body.data.id)];
  const hasCalls = parts.some((part) => part.type === 'tool-call');
  const usage = body.data.usage && completionUsage(body.data.usage);
  return {
    parts,
    stop: mapFinishReason(finish, { hasCalls, hasText: text !== '', refused: Boolean(message.refusal) }),
    ...(finish ? { finish } : {}),
    ...(body.data.model ? { model: body.data.model } : {}),
    ...(usage ? { usage } : {}),
    ...(message.extra_content === undefined ? {} : { carry: { extra_content: message.extra_content as JsonValue } }),
  };
}

/** Tokens of a completion. `cost` is what OpenRouter bills: with a key of one's own (`is_byok`) it bills nothing, the provider behind it does. */
const completionUsage = (usage: NonNullable<Completion['usage']>): ModelUsage =>
  toUsage({
    input: usage.prompt_tokens,
    output: usage.completion_tokens,
    cachedInput: usage.prompt_tokens_details?.cached_tokens,
    cacheWrite: usage.prompt_tokens_details?.cache_write_tokens,
    reasoning: usage.completion_tokens_details?.reasoning_tokens,
    costUsd: usage.is_byok && !usage.cost ? undefined : usage.cost,
  });

function messageText({ content }: CompletionMessage): string {
  return typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('');
}

const textParts = (text: string): AssistantPart[] => (text ? [{ type: 'text', text }] : []);

/** Reasoning goes back under the name that it came with: DeepSeek and llama.cpp `reasoning_content`, OpenRouter `reasoning_details`. */
function reasoningParts({ reasoning, reasoning_content: content, reasoning_details: details }: CompletionMessage): AssistantPart[] {
  const text = content || reasoning || '';
  if (details?.length) return [{ type: 'reasoning', text, carry: { reasoning_details: details as unknown as JsonValue } }];
  if (!text) return [];
  return [{ type: 'reasoning', text, ...(content ? { carry: { reasoning_content: content } } : {}) }];
}

function callParts(message: CompletionMessage, responseId: string | null | undefined): AssistantPart[] {
  const idOf = createCallIds(responseId ?? undefined);
  return (message.tool_calls ?? []).map((call) => ({
    type: 'tool-call',
    id: idOf(call.id),
    name: call.function?.name ?? '',
    ...parseToolArguments(call.function?.arguments),
    ...(call.extra_content === undefined ? {} : { carry: { extra_content: call.extra_content as JsonValue } }),
  }));
}
