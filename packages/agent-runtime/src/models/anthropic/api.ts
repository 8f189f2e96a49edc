import type Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import type { ApiOptions, ModelListing } from '../shared/openai-api.ts';
import { withSdkFailures } from '../wire/sdk-failure.ts';

/** A content block of any type. What is not read here stays in it and goes back unchanged. */
export const blockSchema = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  thinking: z.string().nullish(),
  signature: z.string().nullish(),
  id: z.string().nullish(),
  name: z.string().nullish(),
  input: z.unknown().optional(),
});

const usageSchema = z.looseObject({
  input_tokens: z.number().nullish(),
  output_tokens: z.number().nullish(),
  cache_read_input_tokens: z.number().nullish(),
  cache_creation_input_tokens: z.number().nullish(),
  output_tokens_details: z.looseObject({ thinking_tokens: z.number().nullish() }).nullish(),
});

/** The body of a message. */
export const messageSchema = z.looseObject({
  id: z.string().nullish(),
  model: z.string().nullish(),
  content: z.array(blockSchema),
  stop_reason: z.string().nullish(),
  usage: usageSchema.nullish(),
});

/** An event of a stream. */
export const eventSchema = z.looseObject({
  type: z.string(),
  index: z.number().nullish(),
  message: messageSchema.nullish(),
  content_block: blockSchema.nullish(),
  delta: z
    .looseObject({
      type: z.string().nullish(),
      text: z.string().nullish(),
      thinking: z.string().nullish(),
      signature: z.string().nullish(),
      partial_json: z.string().nullish(),
      stop_reason: z.string().nullish(),
    })
    .nullish(),
  usage: usageSchema.nullish(),
  error: z.unknown().optional(),
});

/** A whole message. `invalidInputs` holds, by block, tool inputs that a stream left as broken JSON. */
export type MessageBody = z.infer<typeof messageSchema> & { invalidInputs?: ReadonlyMap<number, string> };

/** One content block. */
export type ContentBlock = z.infer<typeof blockSchema>;

/** What is sent. */
export type MessagesBody = Anthropic.MessageCreateParams;

/** Sends a body to the Messages API and returns the raw response. The SDK's plain `post`: its `messages.create` prints warnings. */
export function createMessagesApi(
  options: ApiOptions,
): (body: MessagesBody, betas: readonly string[], signal: AbortSignal | undefined) => Promise<Response> {
  const load = createClient(options);
  return (body, betas, signal) =>
    withAnthropicFailures(async () => {
      const headers = betas.length > 0 ? { 'anthropic-beta': betas.join(',') } : {};
      return (await load()).post('/v1/messages', { body, stream: body.stream === true, signal: signal ?? null, headers }).asResponse();
    });
}

/** The models that Anthropic lists; aliases are known to it though not listed. */
export function createAnthropicListing(options: ApiOptions): ModelListing {
  const load = createClient(options);
  return {
    listModels: (signal) =>
      withAnthropicFailures(async () => {
        const page = await (await load()).models.list({ limit: 1000 }, { signal: signal ?? null });
        return (page.data ?? []).map((model) => model.id);
      }),
    findModel: (name, signal) => withAnthropicFailures(async () => (await load()).models.retrieve(name, {}, { signal: signal ?? null })),
  };
}

/** The official SDK, loaded when first needed. Its own retries are off, its environment variables are not read. */
function createClient({ apiKey, baseUrl, fetch, headers }: ApiOptions): () => Promise<Anthropic> {
  let client: Promise<Anthropic> | undefined;
  const load = async (): Promise<Anthropic> => {
    const { Anthropic } = await import('@anthropic-ai/sdk');
    return new Anthropic({
      apiKey,
      authToken: null,
      baseURL: baseUrl ?? 'https://api.anthropic.com',
      maxRetries: 0,
      timeout: 3_600_000,
      logLevel: 'off',
      ...(headers ? { defaultHeaders: headers } : {}),
      ...(fetch ? { fetch } : {}),
    });
  };
  return () => (client ??= load());
}

/** The SDK's errors hold the whole body. */
const withAnthropicFailures = <T>(call: () => Promise<T>): Promise<T> => withSdkFailures(call, ({ error }) => error);
