import type OpenAI from 'openai';
import { z } from 'zod';
import { createOpenAIClient, withOpenAIFailures, type ApiOptions } from '../shared/openai-api.ts';

const usageSchema = z.looseObject({
  prompt_tokens: z.number().nullish(),
  completion_tokens: z.number().nullish(),
  prompt_tokens_details: z.looseObject({ cached_tokens: z.number().nullish(), cache_write_tokens: z.number().nullish() }).nullish(),
  completion_tokens_details: z.looseObject({ reasoning_tokens: z.number().nullish() }).nullish(),
  cost: z.number().nullish(),
  is_byok: z.boolean().nullish(),
});

const toolCallSchema = z.looseObject({
  index: z.number().nullish(),
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
  extra_content: z.unknown().optional(),
});

/** A message or a delta of one. */
const messageSchema = z.looseObject({
  content: z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().nullish() }))]).nullish(),
  refusal: z.string().nullish(),
  reasoning: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning_details: z.array(z.looseObject({ type: z.string(), index: z.number().nullish() })).nullish(),
  tool_calls: z.array(toolCallSchema).nullish(),
  extra_content: z.unknown().optional(),
});

/** The body of a chat completion, as OpenAI and compatible servers send it; what is not read here passes unseen. */
export const completionSchema = z.looseObject({
  id: z.string().nullish(),
  model: z.string().nullish(),
  choices: z.array(z.looseObject({ message: messageSchema, finish_reason: z.string().nullish(), error: z.unknown().optional() })).nullish(),
  usage: usageSchema.nullish(),
  error: z.unknown().optional(),
});

/** One chunk of a streamed chat completion. */
export const chunkSchema = z.looseObject({
  id: z.string().nullish(),
  model: z.string().nullish(),
  choices: z
    .array(
      z.looseObject({
        index: z.number().nullish(),
        delta: messageSchema.nullish(),
        finish_reason: z.string().nullish(),
        error: z.unknown().optional(),
      }),
    )
    .nullish(),
  usage: usageSchema.nullish(),
  error: z.unknown().optional(),
});

/** A whole chat completion. */
export type Completion = z.infer<typeof completionSchema>;

/** A message of a chat completion. */
export type CompletionMessage = z.infer<typeof messageSchema>;

/** What is sent. */
export type CompletionBody = OpenAI.Chat.ChatCompletionCreateParams;

/** Sends a body to Chat Completions behind a base URL and returns the raw response. */
export function createChatApi(options: ApiOptions): (body: CompletionBody, signal: AbortSignal | undefined) => Promise<Response> {
  const load = createOpenAIClient(options);
  return (body, signal) =>
    withOpenAIFailures(async () => (await load()).chat.completions.create(body, { signal: signal ?? null }).asResponse());
}
