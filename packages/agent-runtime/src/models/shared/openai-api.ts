import type OpenAI from 'openai';
import type { AdapterOptions } from '../adapter-model.ts';
import { withSdkFailures } from '../wire/sdk-failure.ts';

/** How to reach a provider. */
export type ApiOptions = Pick<AdapterOptions, 'apiKey' | 'baseUrl' | 'fetch' | 'headers'>;

/** The names of the models that a provider has. */
export interface ModelListing {
  listModels(signal?: AbortSignal): Promise<readonly string[]>;
  /** Resolves when the provider knows the model, by an alias too; rejects with its error otherwise. */
  findModel(name: string, signal?: AbortSignal): Promise<unknown>;
}

/** The official SDK, loaded when first needed. Its own retries are off, its environment variables are not read. */
export function createOpenAIClient(options: ApiOptions): () => Promise<OpenAI> {
  let client: Promise<OpenAI> | undefined;
  return () => (client ??= loadClient(options));
}

async function loadClient({ apiKey, baseUrl, fetch, headers }: ApiOptions): Promise<OpenAI> {
  const { OpenAI } = await import('openai');
  return new OpenAI({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    maxRetries: 0,
    timeout: 3_600_000,
    logLevel: 'off',
    organization: null,
    project: null,
    ...(headers ? { defaultHeaders: headers } : {}),
    ...(fetch ? { fetch } : {}),
  });
}

/** The SDK's errors hold what stood under `error` in the body. */
export const withOpenAIFailures = <T>(call: () => Promise<T>): Promise<T> =>
  withSdkFailures(call, ({ error }) => (error === undefined || error === null ? undefined : { error }));

/** The model listing of OpenAI and of servers that are compatible with it. */
export function createOpenAIListing(options: ApiOptions): ModelListing {
  const load = createOpenAIClient(options);
  return {
    listModels: (signal) =>
      withOpenAIFailures(async () => {
        const page = await (await load()).models.list({ signal: signal ?? null });
        return (page.data ?? []).map((model) => model.id);
      }),
    findModel: (name, signal) => withOpenAIFailures(async () => (await load()).models.retrieve(name, { signal: signal ?? null })),
  };
}
