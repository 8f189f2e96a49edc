import type { LanguageModel, ModelRequest, ModelResponse } from '@o11y-bench/contracts';
import { abortable } from '../abortable.ts';
import type { Pacing } from './pacing/pacing.ts';
import { isContextOverflow } from './shared/context-overflow.ts';
import { toProviderError, WireError, type ProviderFailure } from './wire/provider-failure.ts';
import { readAnswer, type StreamAccumulator, type WireAnswer } from './wire/read-answer.ts';

/** What every adapter's model is made with. */
export interface AdapterOptions {
  readonly provider: string;
  /** The model's name as the provider knows it. */
  readonly name: string;
  readonly apiKey: string;
  readonly baseUrl?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Sent with each request beside the SDK's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Answers come as streams unless false: a broken connection is noticed at once, and no proxy cuts a long silence. */
  readonly stream?: boolean | undefined;
  readonly pacing: Pacing;
  /** Takes secrets out of error texts. */
  readonly redact: (text: string) => string;
}

/** Settings that this model refused, so that they are no longer sent. */
export type RefusedSettings = ReadonlySet<string>;

/** One provider's API, as five small parts. `Body` is what is sent, `Answer` the body that comes back. */
export interface Adapter<Body, Answer> {
  toBody(request: ModelRequest, refused: RefusedSettings): Body;
  /** Sends and returns the raw response; rejects with a {@link WireError} where the provider refuses. */
  send(body: Body, signal: AbortSignal | undefined): Promise<Response>;
  accumulator(): StreamAccumulator<Answer>;
  toResponse(answer: Answer): ModelResponse;
  /** Settings that a model may refuse without loss of meaning, by name: true when the failure is that refusal. */
  readonly optionalSettings?: Readonly<Record<string, (failure: ProviderFailure) => boolean>>;
}

/** The language model of an adapter: attempts are paced, failures are told as `provider-failed`, too long conversations as a stop. */
export function createAdapterModel<Body, Answer>(options: AdapterOptions, adapter: Adapter<Body, Answer>): LanguageModel {
  const refused = new Set<string>();
  return {
    provider: options.provider,
    name: options.name,
    async generate(request, generateOptions = {}) {
      const { signal } = generateOptions;
      const { value, waitedMs } = await options.pacing.run(() => attempt(request, options, adapter, refused, signal), generateOptions);
      return waitedMs > 0 ? { ...value, waitedMs } : value;
    },
  };
}

async function attempt<Body, Answer>(
  request: ModelRequest,
  options: AdapterOptions,
  adapter: Adapter<Body, Answer>,
  refused: Set<string>,
  signal: AbortSignal | undefined,
): Promise<ModelResponse> {
  try {
    const reading = async (): Promise<WireAnswer<Answer>> =>
      readAnswer(await adapter.send(adapter.toBody(request, refused), signal), adapter.accumulator());
    const answer = await (signal ? abortable(reading(), signal) : reading());
    if (answer.failure) throw new WireError({ ...answer.failure, partial: partialResponse(adapter, answer.body) });
    return adapter.toResponse(answer.body);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof WireError) {
      if (isContextOverflow(error.failure)) return overflowResponse(error.failure);
      const setting = newlyRefused(error.failure, adapter, refused);
      if (setting !== undefined) {
        refused.add(setting);
        return attempt(request, options, adapter, refused, signal);
      }
    }
    throw toProviderError(options.provider, error, options.redact);
  }
}

function newlyRefused<Body, Answer>(
  failure: ProviderFailure,
  adapter: Adapter<Body, Answer>,
  refused: RefusedSettings,
): string | undefined {
  if (failure.status !== 400) return undefined;
  const settings = Object.entries(adapter.optionalSettings ?? {});
  return settings.find(([name, isRefusal]) => !refused.has(name) && isRefusal(failure))?.[0];
}

/** What had arrived of a broken answer; nothing where not even that can be read. */
function partialResponse<Body, Answer>(adapter: Adapter<Body, Answer>, body: Answer): ModelResponse | undefined {
  try {
    return adapter.toResponse(body);
  } catch {
    return undefined;
  }
}

const overflowResponse = ({ code, type }: ProviderFailure): ModelResponse => ({
  parts: [],
  stop: 'context_overflow',
  finish: String(code ?? type ?? 'context_overflow'),
});
