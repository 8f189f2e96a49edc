import type { JsonObject, ModelMessage, ToolCallPart, ToolResultMessage } from '@o11y-bench/contracts';
import { createRecordedModel, toResponse, wireBytes, type Exchange, type Recording } from './recordings.ts';

type Json = Readonly<Record<string, unknown>>;

/** Plays a recorded conversation up to an exchange with our adapter and returns the body that it sends there. */
export async function sendFollowUp(recording: Recording, exchange: number): Promise<JsonObject> {
  const { model, bodies } = createRecordedModel(recording, (call) => toResponse(recording.exchanges[call] as Exchange));
  const tools = [{ name: 'any', inputSchema: { type: 'object' } }];
  const messages: ModelMessage[] = [{ role: 'user', text: 'Hello' }];
  for (let index = 0; index < exchange; index += 1) {
    const { parts, carry } = await model.generate({ messages, tools, reasoningEffort: 'medium' });
    const calls = parts.filter((part) => part.type === 'tool-call');
    messages.push({ role: 'assistant', parts, ...(carry === undefined ? {} : { carry }) });
    if (calls.length > 0) messages.push({ role: 'tool', results: calls.map(toResult) });
    else messages.push({ role: 'user', text: 'Go on' });
  }
  await model.generate({ messages, tools, reasoningEffort: 'medium' }).catch(() => undefined);
  return bodies[exchange] ?? {};
}

const toResult = ({ id, name }: ToolCallPart): ToolResultMessage => ({ callId: id, name, text: 'something', isError: false });

/** One item of a model's turn in a request: its kind, and the opaque string of the response that it carries. */
export interface CarriedItem {
  readonly kind: string;
  readonly opaque?: string;
}

/** The model's turns in a request that carry opaque strings of a response, item by item. */
export function turnsWith(kind: string, body: JsonObject | undefined, source: Exchange | undefined): CarriedItem[][] {
  const opaque = opaqueStrings(kind, source);
  const turns = modelTurns(body ?? {}).map((turn) => turn.map((item) => toCarried(item, kind, opaque)));
  return turns.filter((turn) => turn.some((item) => item.opaque !== undefined));
}

const keys: Readonly<Record<string, string>> = { redacted_thinking: 'data' };

/** All strings of a kind in a response, whole or streamed. */
function opaqueStrings(kind: string, source: Exchange | undefined): ReadonlySet<string> {
  const text = source ? new TextDecoder().decode(wireBytes(source)) : '';
  const key = keys[kind] ?? kind;
  const found = [...text.matchAll(new RegExp(`"${key}": ?("(?:[^"\\\\]|\\\\.)*")`, 'g'))].map(
    (match) => JSON.parse(match[1] ?? '""') as string,
  );
  return new Set(found.filter((value) => value !== '').map(toBase64));
}

function toCarried(item: Json, kind: string, opaque: ReadonlySet<string>): CarriedItem {
  const value = item[keys[kind] ?? kind];
  const name = itemKind(item);
  return typeof value === 'string' && opaque.has(toBase64(value)) ? { kind: name, opaque: toBase64(value) } : { kind: name };
}

function itemKind(item: Json): string {
  if (typeof item['type'] === 'string') return item['type'];
  if (item['functionCall'] || item['function_call']) return 'functionCall';
  return item['thought'] ? 'thought' : item['role'] === 'assistant' ? 'message' : 'text';
}

/** The model's turns in a request of any API, each as its items in order. */
function modelTurns(body: JsonObject): Json[][] {
  if (Array.isArray(body['contents']))
    return pick(body['contents'], (content) => content['role'] === 'model', 'parts').map((turn) => turn.map(camelCase));
  if (Array.isArray(body['input'])) return runs(body['input'] as unknown as Json[]);
  const messages = (body['messages'] ?? []) as unknown as Json[];
  return messages
    .filter((message) => message['role'] === 'assistant')
    .map((message) => (Array.isArray(message['content']) ? (message['content'] as Json[]) : [message]));
}

const pick = (list: unknown, isModel: (item: Json) => boolean, key: string): Json[][] =>
  (list as Json[]).filter(isModel).map((item) => (item[key] ?? []) as Json[]);

const camelCase = (part: Json): Json => ('thought_signature' in part ? { ...part, thoughtSignature: part['thought_signature'] } : part);

/** Input items of the model between those of the user. */
function runs(items: readonly Json[]): Json[][] {
  const turns: Json[][] = [[]];
  for (const item of items) {
    if (item['type'] === 'function_call_output' || item['role'] === 'user') turns.push([]);
    else turns.at(-1)?.push(item);
  }
  return turns;
}

/** Google writes signatures in either alphabet. */
const toBase64 = (text: string): string => (/^[\w+/=-]+$/.test(text) ? text.replaceAll('-', '+').replaceAll('_', '/') : text);
