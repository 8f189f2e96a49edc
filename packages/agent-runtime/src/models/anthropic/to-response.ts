import type { AssistantPart, JsonObject, JsonValue, ModelResponse } from '@o11y-bench/contracts';
import { createCallIds } from '../shared/call-ids.ts';
import { toUsage } from '../shared/to-usage.ts';
import { WireError } from '../wire/provider-failure.ts';
import { messageSchema, type ContentBlock, type MessageBody } from './api.ts';
import { mapFinishReason } from './map-finish-reason.ts';

/** The normalised turn in a message. Each block becomes one part and goes with it. */
export function toResponse(answer: MessageBody): ModelResponse {
  const parsed = messageSchema.safeParse(answer);
  if (!parsed.success) throw new WireError({ status: 200, message: 'the answer is no message', retryable: true });
  const body = parsed.data;
  const idOf = createCallIds(body.id ?? undefined);
  const parts = body.content.map((block, index) => toPart(block, idOf, answer.invalidInputs?.get(index)));
  return {
    parts,
    stop: mapFinishReason(body.stop_reason, {
      hasCalls: parts.some((part) => part.type === 'tool-call'),
      hasText: parts.some((part) => part.type === 'text' && part.text !== ''),
    }),
    ...(body.stop_reason ? { finish: body.stop_reason } : {}),
    ...(body.model ? { model: body.model } : {}),
    ...(body.usage ? { usage: messageUsage(body.usage) } : {}),
  };
}

/** Redacted thinking and blocks of Anthropic's own tools stay in their place as parts without text. */
function toPart(block: ContentBlock, idOf: (id: string | null | undefined) => string, invalidInput: string | undefined): AssistantPart {
  const carry = block as unknown as JsonValue;
  if (block.type === 'text') return { type: 'text', text: block.text ?? '', carry };
  if (block.type !== 'tool_use') return { type: 'reasoning', text: block.thinking ?? '', carry };
  const isObject = typeof block.input === 'object' && block.input !== null && !Array.isArray(block.input);
  return {
    type: 'tool-call',
    id: idOf(block.id),
    name: block.name ?? '',
    arguments: isObject && invalidInput === undefined ? (block.input as JsonObject) : {},
    ...invalidArguments(block.input, isObject, invalidInput),
    carry,
  };
}

function invalidArguments(input: unknown, isObject: boolean, invalidInput: string | undefined): { invalidArguments?: string } {
  if (invalidInput !== undefined) return { invalidArguments: invalidInput };
  return isObject || input === undefined || input === null ? {} : { invalidArguments: JSON.stringify(input) };
}

/** `input_tokens` is what the cache neither gave nor took. */
const messageUsage = (usage: NonNullable<MessageBody['usage']>): NonNullable<ModelResponse['usage']> =>
  toUsage({
    input: (usage.input_tokens ?? 0) + (usage.cache_read_input_tokens ?? 0) + (usage.cache_creation_input_tokens ?? 0),
    output: usage.output_tokens,
    cachedInput: usage.cache_read_input_tokens,
    cacheWrite: usage.cache_creation_input_tokens,
    reasoning: usage.output_tokens_details?.thinking_tokens,
  });
