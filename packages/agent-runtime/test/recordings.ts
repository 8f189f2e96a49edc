import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, LanguageModel, ModelResponse } from '@o11y-bench/contracts';
import { createPacing } from '../src/models/pacing/pacing.ts';
import { createAnthropicModel } from '../src/models/anthropic/model.ts';
import { createGoogleModel } from '../src/models/google/model.ts';
import { createOpenAIChatModel, openAIDialect } from '../src/models/openai-chat/model.ts';
import { createOpenAIResponsesModel } from '../src/models/openai-responses/model.ts';
import { openRouterDialect } from '../src/models/openrouter/model.ts';
import type { AdapterOptions } from '../src/models/adapter-model.ts';

/** One recorded conversation, as the README of the recordings describes it. */
export interface Recording {
  readonly id: string;
  readonly provider: string;
  readonly api: 'responses' | 'chat.completions' | 'messages' | 'generateContent';
  readonly model: string;
  readonly exchanges: readonly Exchange[];
}

export interface Exchange {
  readonly request: { readonly body: JsonObject };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly sse?: readonly string[];
    readonly sse_eol?: string;
  };
}

/** One line of `expected.jsonl`. */
export interface Expected {
  readonly id: string;
  readonly exchange: number;
  readonly stop: string;
  readonly text: string;
  readonly tool_calls: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly reasoning_text?: string;
  readonly usage?: Readonly<Record<string, number>>;
  readonly finish?: string;
  readonly error?: { readonly status: number; readonly type?: string; readonly code?: string | number; readonly message: string };
  readonly carried?: readonly { readonly kind: string; readonly count: number; readonly in_exchange: number }[];
}

/** Where the recordings are, unless another folder is named. */
export const recordingsFolder = join(
  process.env['O11Y_CONFORMANCE_DIR'] ?? join(import.meta.dirname, '../../../../shared/conformance'),
  'providers',
);

/** Recordings are not part of this repository: tests that need them are skipped where they are not. */
export const hasRecordings = existsSync(join(recordingsFolder, 'expected.jsonl'));

/** All recorded conversations, by provider and id. */
export function loadRecordings(folder = recordingsFolder): readonly Recording[] {
  if (!existsSync(folder)) return [];
  const providers = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return providers.flatMap(({ name }) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(join(folder, name, file), 'utf8')) as Recording),
  );
}

/** What each response has to come to, by `id exchange`. */
export function loadExpected(folder = recordingsFolder): ReadonlyMap<string, Expected> {
  if (!existsSync(join(folder, 'expected.jsonl'))) return new Map();
  const lines = readFileSync(join(folder, 'expected.jsonl'), 'utf8').trim().split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as Expected).map((line) => [`${line.id} ${line.exchange}`, line]));
}

/** The bytes of a recorded response. */
export function wireBytes({ response }: Exchange): Uint8Array {
  const eol = response.sse_eol ?? '\n';
  const text = response.sse ? response.sse.map((event) => event + eol + eol).join('') : JSON.stringify(response.body);
  return new TextEncoder().encode(text);
}

/** The recorded response; its bytes may be given otherwise cut, or cut off. */
export function toResponse(exchange: Exchange, chunks: readonly Uint8Array[] = [wireBytes(exchange)]): Response {
  const { status, headers } = exchange.response;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return new Response(body, { status, headers });
}

/** The adapter that a recording is for, answered by `respond` instead of the provider; keeps the bodies that it sent. */
export function createRecordedModel(
  recording: Recording,
  respond: (call: number) => Response,
): { readonly model: LanguageModel; readonly bodies: readonly JsonObject[] } {
  const bodies: JsonObject[] = [];
  const options: AdapterOptions = {
    provider: recording.provider,
    name: recording.model,
    apiKey: 'no-key',
    pacing: createPacing({ policy: { maxAttempts: 1 } }),
    redact: (text) => text,
    async fetch(input, init) {
      const request = new Request(input, init);
      bodies.push((await request.json()) as JsonObject);
      return respond(bodies.length - 1);
    },
  };
  return { model: createAdapter(recording, options), bodies };
}

function createAdapter({ api, provider }: Recording, options: AdapterOptions): LanguageModel {
  switch (api) {
    case 'responses':
      return createOpenAIResponsesModel(options);
    case 'messages':
      return createAnthropicModel(options);
    case 'generateContent':
      return createGoogleModel(options);
    case 'chat.completions':
      return createOpenAIChatModel(options, provider === 'openrouter' ? openRouterDialect : openAIDialect);
  }
}

/** A response in the words of `expected.jsonl`. */
export function normalise(response: ModelResponse, api: Recording['api']): Omit<Expected, 'id' | 'exchange'> {
  const texts = (type: 'text' | 'reasoning'): string[] =>
    response.parts.flatMap((part) => (part.type === type && part.text ? [part.text] : []));
  const reasoning = texts('reasoning').join(api === 'messages' || api === 'responses' ? '\n\n' : '');
  return {
    stop: response.stop,
    text: texts('text').join(''),
    tool_calls: response.parts.flatMap((part) =>
      part.type === 'tool-call' ? [{ name: part.name, arguments: part.invalidArguments ?? part.arguments }] : [],
    ),
    ...(reasoning ? { reasoning_text: reasoning } : {}),
    ...(response.usage ? { usage: toExpectedUsage(response.usage) } : {}),
    ...(response.finish ? { finish: response.finish } : {}),
  };
}

function toExpectedUsage(usage: NonNullable<ModelResponse['usage']>): Record<string, number> {
  const { input, output, cachedInput, cacheWrite, reasoning, costUsd } = usage;
  return {
    input,
    output,
    ...(cachedInput ? { cached_input: cachedInput } : {}),
    ...(cacheWrite ? { cache_write: cacheWrite } : {}),
    ...(reasoning ? { reasoning } : {}),
    ...(costUsd ? { cost: costUsd } : {}),
  };
}
