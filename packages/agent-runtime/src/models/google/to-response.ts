import type { AssistantPart, JsonObject, JsonValue, ModelResponse, ModelUsage } from '@o11y-bench/contracts';
import { createCallIds } from '../shared/call-ids.ts';
import { toUsage } from '../shared/to-usage.ts';
import { WireError } from '../wire/provider-failure.ts';
import { contentSchema, type ContentBody, type ContentPart } from './api.ts';
import { mapFinishReason } from './map-finish-reason.ts';

/** The normalised turn in a content. Each part becomes one part and goes with it. */
export function toResponse(answer: ContentBody): ModelResponse {
  const parsed = contentSchema.safeParse(answer);
  if (!parsed.success) throw new WireError({ status: 200, message: 'the answer is no generated content', retryable: true });
  const { candidates, promptFeedback, ...body } = parsed.data;
  const [candidate] = candidates ?? [];
  const finish = candidate?.finishReason ?? (promptFeedback?.blockReason ? `blockReason:${promptFeedback.blockReason}` : undefined);
  const idOf = createCallIds(body.responseId ?? undefined);
  const parts = (candidate?.content?.parts ?? []).map((part) => toPart(part, idOf));
  const usage = body.usageMetadata && contentUsage(body.usageMetadata);
  return {
    parts,
    stop: mapFinishReason(finish, {
      hasCalls: parts.some((part) => part.type === 'tool-call'),
      hasText: parts.some((part) => part.type === 'text' && part.text !== ''),
    }),
    ...(finish ? { finish } : {}),
    ...(body.modelVersion ? { model: body.modelVersion } : {}),
    ...(usage ? { usage } : {}),
  };
}

/** Parts of other kinds (code, files) stay in their place as parts without text. */
function toPart(part: ContentPart, idOf: (id: string | null | undefined) => string): AssistantPart {
  const carry = part as unknown as JsonValue;
  if (part.functionCall) {
    const { id, name, args } = part.functionCall;
    return { type: 'tool-call', id: idOf(id), name: name ?? '', arguments: (args ?? {}) as JsonObject, carry };
  }
  if (typeof part.text === 'string' && !part.thought) return { type: 'text', text: part.text, carry };
  return { type: 'reasoning', text: part.text ?? '', carry };
}

/** Thoughts are not among the candidates' tokens. A blocked prompt has no counts. */
function contentUsage(usage: NonNullable<ContentBody['usageMetadata']>): ModelUsage | undefined {
  if (usage.promptTokenCount === undefined || usage.promptTokenCount === null) return undefined;
  return toUsage({
    input: usage.promptTokenCount + (usage.toolUsePromptTokenCount ?? 0),
    output: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
    cachedInput: usage.cachedContentTokenCount,
    reasoning: usage.thoughtsTokenCount,
  });
}
