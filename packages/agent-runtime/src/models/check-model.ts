import { isBenchError } from '@o11y-bench/contracts';
import { createLanguageModel, missingKey, type LanguageModelOptions } from './create-language-model.ts';
import { nearestName } from './nearest-name.ts';
import { parseModelName, providers, readAccess, type Provider } from './providers.ts';
import { createRedactor } from '../secrets/index.ts';
import type { ModelListing } from './shared/openai-api.ts';
import { connectionFailure, WireError, type ProviderFailure } from './wire/provider-failure.ts';

/** Why a model cannot be used. */
export type ModelProblem = 'unknown-provider' | 'no-key' | 'wrong-key' | 'unknown-model' | 'unreachable' | 'provider-error';

/** What was found before anything starts. `message` is one line that says what to set; `note` tells what could not be checked. */
export type ModelCheck =
  | { readonly ok: true; readonly note?: string }
  | { readonly ok: false; readonly problem: ModelProblem; readonly message: string };

/** Options of {@link checkModel}. */
export interface CheckModelOptions extends Pick<LanguageModelOptions, 'env' | 'fetch' | 'simulations'> {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds after which an address counts as unreachable: 15,000 unless told. */
  readonly timeoutMs?: number | undefined;
}

/** Asks a provider's model listing, never for a completion, whether `provider/model` can be used with this environment. */
export async function checkModel(model: string, options: CheckModelOptions): Promise<ModelCheck> {
  try {
    const { provider: providerName, name } = parseModelName(model);
    const provider = providers[providerName];
    if (!provider) {
      createLanguageModel(model, options);
      return { ok: true };
    }
    return await checkProvider(model, name, provider, options);
  } catch (error) {
    if (isBenchError(error)) return { ok: false, problem: 'unknown-provider', message: error.message };
    throw error;
  }
}

async function checkProvider(model: string, name: string, provider: Provider, options: CheckModelOptions): Promise<ModelCheck> {
  const { apiKey, baseUrl } = readAccess(provider, options.env);
  if (apiKey === undefined) return { ok: false, problem: 'no-key', message: missingKey(model, provider.keyVariables) };
  const listing = provider.listing({ apiKey, baseUrl: baseUrl ?? provider.defaultBaseUrl, fetch: options.fetch });
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 15_000);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    return await findModel(model, name, provider, listing, signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    const failure =
      error instanceof WireError ? error.failure : connectionFailure(timeout.aborted ? new Error('no answer in time') : error);
    return explain(model, provider, baseUrl, failure, createRedactor({ ...options.env, [provider.keyVariables[0]]: apiKey }));
  }
}

/** A name that is not listed may still be an alias. A server without a listing cannot be asked. */
async function findModel(model: string, name: string, provider: Provider, listing: ModelListing, signal: AbortSignal): Promise<ModelCheck> {
  const names = await listing.listModels(signal).catch((error: unknown) => {
    if (statusOf(error) === 404 && provider.keyless) return undefined;
    throw error;
  });
  if (names === undefined) return { ok: true, note: `the server of ${model} lists no models: the name is not checked` };
  if (names.includes(name)) return { ok: true };
  try {
    await listing.findModel(name, signal);
    return { ok: true };
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    const nearest = nearestName(name, names);
    const hint = nearest === undefined ? '' : `; did you mean ${model.slice(0, model.indexOf('/'))}/${nearest}?`;
    return {
      ok: false,
      problem: 'unknown-model',
      message: `unknown model ${model}: set --model to one that ${provider.keyVariables[0]} may use${hint}`,
    };
  }
}

const statusOf = (error: unknown): number | undefined => (error instanceof WireError ? error.failure.status : undefined);

function explain(
  model: string,
  { keyVariables, baseUrlVariables, defaultBaseUrl }: Provider,
  baseUrl: string | undefined,
  failure: ProviderFailure,
  redact: (text: string) => string,
): ModelCheck {
  const { status } = failure;
  const message = redact(failure.message).replaceAll(/\s+/g, ' ');
  const key = keyVariables.join(' or ');
  if (status === 403 && /scope/i.test(message))
    return { ok: true, note: `the key of ${model} may not list models: the name is not checked` };
  if (status === 401 || status === 403 || /api key (not valid|expired)|invalid api key/i.test(message)) {
    return {
      ok: false,
      problem: 'wrong-key',
      message: `the key for ${model} is refused: set ${key} to a valid one (${status}: ${message})`,
    };
  }
  if (status === undefined) {
    const address = `${baseUrl ?? defaultBaseUrl}`;
    return {
      ok: false,
      problem: 'unreachable',
      message: `${model} cannot be reached at ${address}: check ${baseUrlVariables[0]} (${message})`,
    };
  }
  if (status === 429 || status === 529) return { ok: true, note: `the listing of ${model} is busy (${status}): the name is not checked` };
  if (status === 404)
    return {
      ok: false,
      problem: 'unreachable',
      message: `there is no model listing at ${baseUrl ?? defaultBaseUrl}: check ${baseUrlVariables[0]} (${message})`,
    };
  return {
    ok: false,
    problem: 'provider-error',
    message: `${model} cannot be checked (${status}: ${message}); try again, or check ${baseUrlVariables[0]}`,
  };
}
