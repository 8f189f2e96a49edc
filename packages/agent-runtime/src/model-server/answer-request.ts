import { createHash } from 'node:crypto';
import { findTurn, toScriptedResponse, type Script } from '../simulation/scripted-model.ts';
import type { Fault } from './faults.ts';
import { anthropicDialect } from './wire/anthropic.ts';
import { googleDialect } from './wire/google.ts';
import { openAIChatDialect } from './wire/openai-chat.ts';
import { openAIResponsesDialect } from './wire/openai-responses.ts';
import type { WireDialect, WireObject, WireRequest } from './wire-dialect.ts';

/** A request as it came, body parsed. */
export interface ServedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: WireObject;
}

/** What goes back. `cut`: the connection breaks after half of the chunks. */
export interface ServedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly string[];
  readonly latencyMs: number;
  readonly cut: boolean;
}

/** What the server knows. */
export interface ServedModels {
  readonly script: Script;
  /** Names that are listed; where absent, any name is a model. */
  readonly models: readonly string[] | undefined;
  /** Where set, requests without it get a 401. */
  readonly apiKey: string | undefined;
  readonly latencyMs: number;
}

const completions: readonly { readonly path: RegExp; readonly dialect: WireDialect }[] = [
  { path: /\/chat\/completions$/, dialect: openAIChatDialect },
  { path: /\/responses$/, dialect: openAIResponsesDialect },
  { path: /\/messages$/, dialect: anthropicDialect },
  { path: /\/models\/[^/]+:(generateContent|streamGenerateContent)$/, dialect: googleDialect },
];

/** The answer to one request: a turn of the script, a listing, or an error, each in the form of the API that was asked. */
export function answerRequest(request: ServedRequest, served: ServedModels, fault: () => Fault): ServedAnswer {
  const dialect = completions.find(({ path }) => path.test(request.path))?.dialect;
  const errors = dialect ?? listingDialect(request);
  if (served.apiKey !== undefined && givenKey(request) !== served.apiKey) return failure(errors, 401, 'The API key is not valid.');
  if (!dialect) return answerListing(request, served, errors);
  if (request.method !== 'POST') return failure(errors, 405, 'Only POST is answered here.');
  const wire = dialect.readRequest(request.body, request.path);
  if (served.models && !served.models.includes(wire.model)) return failure(dialect, 404, `The model ${wire.model} does not exist.`);
  const met = fault();
  if (met.kind === 'status') return failure(dialect, met.status, 'This request fails on purpose.', met.retryAfterMs);
  return play(wire, dialect, served, met.kind === 'cut');
}

function play(request: WireRequest, dialect: WireDialect, served: ServedModels, cut: boolean): ServedAnswer {
  const { turn, number } = findTurn(served.script, request);
  if (turn.error) return failure(dialect, 500, turn.error.message);
  const id = createHash('sha256').update(JSON.stringify(request.messages)).digest('hex').slice(0, 24);
  const played = { id, request, response: toScriptedResponse(turn, number) };
  const latencyMs = turn.latencyMs ?? served.latencyMs;
  if (request.stream)
    return { status: 200, headers: { 'content-type': 'text/event-stream' }, chunks: dialect.toEvents(played), latencyMs, cut };
  const text = JSON.stringify(dialect.toBody(played));
  const half = Math.floor(text.length / 2);
  return { status: 200, headers: { 'content-type': 'application/json' }, chunks: [text.slice(0, half), text.slice(half)], latencyMs, cut };
}

function failure(dialect: WireDialect, status: number, message: string, retryAfterMs?: number): ServedAnswer {
  const headers = { 'content-type': 'application/json', ...(retryAfterMs === undefined ? {} : retryHeaders(retryAfterMs)) };
  return { status, headers, chunks: [JSON.stringify(dialect.errorBody(status, message))], latencyMs: 0, cut: false };
}

const retryHeaders = (ms: number): Record<string, string> => ({
  'retry-after': String(Math.ceil(ms / 1000)),
  'retry-after-ms': String(ms),
});

function givenKey({ headers, path }: ServedRequest): string | undefined {
  const query = new URLSearchParams(path.split('?')[1]);
  return (
    headers['x-api-key'] ?? headers['x-goog-api-key'] ?? headers['authorization']?.replace(/^Bearer /i, '') ?? query.get('key') ?? undefined
  );
}

const listingDialect = ({ path, headers }: ServedRequest): WireDialect =>
  path.includes('/v1beta/') || headers['x-goog-api-key']
    ? googleDialect
    : headers['anthropic-version']
      ? anthropicDialect
      : openAIChatDialect;

/** The three forms of a model listing; a single model by its name; OpenRouter's word about a key. */
function answerListing({ method, path }: ServedRequest, served: ServedModels, dialect: WireDialect): ServedAnswer {
  const json = (body: unknown): ServedAnswer => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    chunks: [JSON.stringify(body)],
    latencyMs: 0,
    cut: false,
  });
  const names = served.models ?? ['scripted'];
  const pathname = path.split('?')[0] ?? '';
  const name = /\/models\/(.+)$/.exec(pathname)?.[1];
  if (method === 'GET' && pathname.endsWith('/key')) return json({ data: { label: 'local' } });
  if (method === 'GET' && pathname.endsWith('/models')) return json(listing(names, dialect));
  if (method === 'GET' && name !== undefined && (served.models === undefined || names.includes(name))) return json(describe(name, dialect));
  return failure(dialect, 404, name === undefined ? `There is nothing at ${pathname}.` : `The model ${name} does not exist.`);
}

const describe = (name: string, dialect: WireDialect): WireObject =>
  dialect === googleDialect ? { name: `models/${name}` } : { id: name, object: 'model', type: 'model', created: 0, owned_by: 'local' };

function listing(names: readonly string[], dialect: WireDialect): WireObject {
  const list = names.map((name) => describe(name, dialect));
  return dialect === googleDialect ? { models: list } : { object: 'list', data: list, has_more: false };
}
