import type OpenAI from 'openai';
import { z } from 'zod';
import { createOpenAIClient, withOpenAIFailures, type ApiOptions } from '../shared/openai-api.ts';

const textPart = z.looseObject({ type: z.string().nullish(), text: z.string().nullish(), refusal: z.string().nullish() });

/** An output item of any type. What is not read here stays in it and goes back unchanged. */
export const itemSchema = z.looseObject({
  type: z.string(),
  id: z.string().nullish(),
  content: z.array(textPart).nullish(),
  summary: z.array(textPart).nullish(),
  encrypted_content: z.string().nullish(),
  call_id: z.string().nullish(),
  name: z.string().nullish(),
  arguments: z.string().nullish(),
});

const errorSchema = z.looseObject({ code: z.union([z.string(), z.number()]).nullish(), message: z.string().nullish() });

/** The body of a response. */
export const responseSchema = z.looseObject({
  id: z.string().nullish(),
  model: z.string().nullish(),
  status: z.string().nullish(),
  output: z.array(itemSchema).nullish(),
  error: errorSchema.nullish(),
  incomplete_details: z.looseObject({ reason: z.string().nullish() }).nullish(),
  usage: z
    .looseObject({
      input_tokens: z.number().nullish(),
      output_tokens: z.number().nullish(),
      input_tokens_details: z.looseObject({ cached_tokens: z.number().nullish(), cache_write_tokens: z.number().nullish() }).nullish(),
      output_tokens_details: z.looseObject({ reasoning_tokens: z.number().nullish() }).nullish(),
      cost: z.number().nullish(),
    })
    .nullish(),
});

/** An event of a stream. */
export const eventSchema = z.looseObject({
  type: z.string(),
  output_index: z.number().nullish(),
  item: itemSchema.nullish(),
  delta: z.unknown().optional(),
  response: responseSchema.nullish(),
  error: z.unknown().optional(),
});

/** A whole response. */
export type ResponseBody = z.infer<typeof responseSchema>;

/** One output item. */
export type OutputItem = z.infer<typeof itemSchema>;

/** What is sent. */
export type ResponsesBody = OpenAI.Responses.ResponseCreateParams;

/** Sends a body to the Responses API and returns the raw response. */
export function createResponsesApi(options: ApiOptions): (body: ResponsesBody, signal: AbortSignal | undefined) => Promise<Response> {
  const load = createOpenAIClient(options);
  return (body, signal) => withOpenAIFailures(async () => (await load()).responses.create(body, { signal: signal ?? null }).asResponse());
}
