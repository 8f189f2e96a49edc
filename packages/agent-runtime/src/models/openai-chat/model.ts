import type { LanguageModel, ModelRequest, ReasoningEffort } from '@o11y-bench/contracts';
import { createAdapterModel, type AdapterOptions, type RefusedSettings } from '../adapter-model.ts';
import type { ProviderFailure } from '../wire/provider-failure.ts';
import { createCompletionAccumulator } from './accumulate-stream.ts';
import { createChatApi, type Completion, type CompletionBody } from './api.ts';
import { openAIReasoning } from '../shared/openai-reasoning.ts';
import { toMessages } from './to-messages.ts';
import { toResponse } from './to-response.ts';
import { toTools } from './to-tools.ts';

/** What servers of Chat Completions differ in. */
export interface ChatDialect {
  /** Settings for reasoning and temperature, merged into the body. */
  reasoning(effort: ReasoningEffort, name: string): Readonly<Record<string, unknown>>;
  readonly limitField: 'max_completion_tokens' | 'max_tokens';
  /** The last word on a body, such as marks for the prompt cache. */
  finish?(body: CompletionBody, name: string): CompletionBody;
  /** Settings that a model may refuse, beside `temperature`, `stream` and `reasoning_effort`. */
  readonly optionalSettings?: Readonly<Record<string, (failure: ProviderFailure) => boolean>>;
}

/** OpenAI's own. Servers that know no `reasoning_effort` ignore it or say so, and then it is no longer sent. */
export const openAIDialect: ChatDialect = {
  limitField: 'max_completion_tokens',
  reasoning(asked, name) {
    const { effort, temperature } = openAIReasoning(asked, name);
    return { ...(effort === undefined ? {} : { reasoning_effort: effort }), ...(temperature === undefined ? {} : { temperature }) };
  },
};

/** A model behind OpenAI's Chat Completions, at OpenAI or at any base URL. */
export function createOpenAIChatModel(options: AdapterOptions, dialect: ChatDialect = openAIDialect): LanguageModel {
  return createAdapterModel<CompletionBody, Completion>(options, {
    toBody: (request, refused) => toBody(request, options, dialect, refused),
    send: createChatApi(options),
    accumulator: createCompletionAccumulator,
    toResponse,
    optionalSettings: {
      temperature: refusesParameter('temperature'),
      reasoning_effort: refusesParameter('reasoning_effort'),
      stream: refusesParameter('stream'),
      stream_options: refusesParameter('stream_options'),
      ...dialect.optionalSettings,
    },
  });
}

/** True when a model does not know a parameter or its value at all, not when the value is out of bounds. */
export const refusesParameter =
  (name: string) =>
  ({ param, code }: ProviderFailure): boolean =>
    param === name && (code === 'unsupported_value' || code === 'unsupported_parameter' || code === 'unknown_parameter');

function toBody(
  request: ModelRequest,
  { name, stream = true }: AdapterOptions,
  dialect: ChatDialect,
  refused: RefusedSettings,
): CompletionBody {
  const streams = stream && !refused.has('stream');
  const optional = Object.entries({
    ...dialect.reasoning(request.reasoningEffort, name),
    ...(streams ? { stream_options: { include_usage: true } } : {}),
  }).filter(([setting]) => !refused.has(setting));
  const body: CompletionBody = {
    model: name,
    messages: toMessages(request.messages),
    ...(request.tools.length > 0 ? { tools: toTools(request.tools) } : {}),
    ...(request.maxOutputTokens === undefined ? {} : { [dialect.limitField]: request.maxOutputTokens }),
    ...Object.fromEntries(optional),
    stream: streams,
  };
  return dialect.finish ? dialect.finish(body, name) : body;
}
