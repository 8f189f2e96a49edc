import type { GenerateContentParameters, GoogleGenAI } from '@google/genai';
import { z } from 'zod';
import type { ApiOptions, ModelListing } from '../shared/openai-api.ts';
import { httpFailure } from '../wire/http-failure.ts';
import { connectionFailure, WireError } from '../wire/provider-failure.ts';

/** A part of any kind. What is not read here stays in it and goes back unchanged. */
export const partSchema = z.looseObject({
  text: z.string().nullish(),
  thought: z.boolean().nullish(),
  thoughtSignature: z.string().nullish(),
  functionCall: z
    .looseObject({ id: z.string().nullish(), name: z.string().nullish(), args: z.record(z.string(), z.unknown()).nullish() })
    .nullish(),
});

/** The body of a generated content, and a chunk of a streamed one. */
export const contentSchema = z.looseObject({
  responseId: z.string().nullish(),
  modelVersion: z.string().nullish(),
  candidates: z
    .array(
      z.looseObject({ content: z.looseObject({ parts: z.array(partSchema).nullish() }).nullish(), finishReason: z.string().nullish() }),
    )
    .nullish(),
  promptFeedback: z.looseObject({ blockReason: z.string().nullish() }).nullish(),
  usageMetadata: z
    .looseObject({
      promptTokenCount: z.number().nullish(),
      toolUsePromptTokenCount: z.number().nullish(),
      candidatesTokenCount: z.number().nullish(),
      thoughtsTokenCount: z.number().nullish(),
      cachedContentTokenCount: z.number().nullish(),
    })
    .nullish(),
  error: z.unknown().optional(),
});

/** A whole answer. */
export type ContentBody = z.infer<typeof contentSchema>;

/** One part of an answer. */
export type ContentPart = z.infer<typeof partSchema>;

/** What is sent. */
export type GenerateBody = GenerateContentParameters & { readonly stream: boolean };

/**
 * Sends a body to `generateContent` and returns the raw response. The SDK builds and sends the request; its answer is taken where it
 * passes, since the SDK shows neither headers nor a broken end of a stream.
 */
export function createGenerateApi(options: ApiOptions): (body: GenerateBody, signal: AbortSignal | undefined) => Promise<Response> {
  const load = createClient(options);
  return async ({ stream, ...body }, signal) => {
    const tap = tapFetch(options.fetch ?? fetch);
    const { models } = await load();
    const config = { ...body.config, httpOptions: { fetch: tap.fetch }, ...(signal ? { abortSignal: signal } : {}) };
    try {
      await (stream ? models.generateContentStream({ ...body, config }) : models.generateContent({ ...body, config }));
    } catch (error) {
      if (!tap.response) throw isAbort(error) ? error : new WireError(connectionFailure(error), error);
    }
    if (!tap.response) throw new WireError(connectionFailure(new Error('nothing was sent')));
    return tap.response;
  };
}

/** Hands the real response to us and an empty one to the SDK. */
function tapFetch(send: typeof fetch): { readonly fetch: typeof fetch; readonly response: Response | undefined } {
  let response: Response | undefined;
  return {
    async fetch(input, init) {
      response = await send(input, init);
      return new Response('{}', { status: 200, headers: { 'content-type': 'application/json' } });
    },
    get response() {
      return response;
    },
  };
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/** The models that Google lists, without the prefix `models/`. */
export function createGoogleListing(options: ApiOptions): ModelListing {
  const load = createClient(options);
  return {
    listModels: (signal) =>
      withGoogleFailures(async () => {
        const names: string[] = [];
        const pager = await (await load()).models.list({ config: { pageSize: 1000, ...(signal ? { abortSignal: signal } : {}) } });
        for await (const model of pager) names.push((model.name ?? '').replace(/^models\//, ''));
        return names;
      }),
    findModel: (name, signal) =>
      withGoogleFailures(async () => (await load()).models.get({ model: name, config: signal ? { abortSignal: signal } : {} })),
  };
}

/** The official SDK, loaded when first needed; it retries nothing unless told. `v1beta`, since `v1` knows neither thinking nor JSON schemas. */
function createClient({ apiKey, baseUrl, fetch, headers }: ApiOptions): () => Promise<GoogleGenAI> {
  let client: Promise<GoogleGenAI> | undefined;
  const load = async (): Promise<GoogleGenAI> => {
    const { GoogleGenAI } = await import('@google/genai');
    return new GoogleGenAI({
      apiKey,
      apiVersion: 'v1beta',
      httpOptions: {
        baseUrl: baseUrl ?? 'https://generativelanguage.googleapis.com',
        ...(headers ? { headers: { ...headers } } : {}),
        ...(fetch ? { fetch } : {}),
      },
    });
  };
  return () => (client ??= load());
}

/** The SDK's `ApiError` has a status, and the body as its message. */
async function withGoogleFailures<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isAbort(error)) throw error;
    const { status, message } = error as { status?: unknown; message: string };
    throw new WireError(typeof status === 'number' ? httpFailure(status, parseBody(message)) : connectionFailure(error), error);
  }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
