import { errorObject, httpFailure } from '../wire/http-failure.ts';
import { isRetryableStatus, type ProviderFailure } from '../wire/provider-failure.ts';
import type { StreamAccumulator } from '../wire/read-answer.ts';
import { chunkSchema, type Completion, type CompletionMessage } from './api.ts';

type ToolCall = NonNullable<CompletionMessage['tool_calls']>[number];
type Detail = NonNullable<CompletionMessage['reasoning_details']>[number];
type Chunk = ReturnType<typeof chunkSchema.parse>;

/** Puts the chunks of a streamed completion together. It is whole when `[DONE]` has come. */
export function createCompletionAccumulator(): StreamAccumulator<Completion> {
  const message: CompletionMessage = {};
  const body: Completion = {};
  let finish: string | null | undefined;
  let complete = false;
  return {
    add({ event, data }) {
      if (data === '[DONE]') {
        complete = true;
        return undefined;
      }
      const chunk = chunkSchema.parse(JSON.parse(data));
      const choice = chunk.choices?.find((one) => (one.index ?? 0) === 0);
      takeEnvelope(body, chunk);
      if (choice?.delta) mergeDelta(message, choice.delta);
      finish = choice?.finish_reason ?? finish;
      const error = chunk.error ?? choice?.error ?? (event === 'error' ? chunk : undefined);
      return error ? streamFailure(error) : undefined;
    },
    get complete() {
      return complete;
    },
    body: () => ({ ...body, choices: [{ message, finish_reason: finish }] }),
  };
}

/** An error inside a stream has status 200; whether to try again is told by the status that the error names itself. */
function streamFailure(error: unknown): ProviderFailure {
  const failure = httpFailure(200, { error });
  const inner = errorObject(error)['status_code'] ?? failure.code;
  const named = Number(inner);
  return { ...failure, retryable: Number.isNaN(named) ? failure.type === 'server_error' : isRetryableStatus(named) };
}

function takeEnvelope(body: Completion, chunk: Chunk): void {
  if (chunk.id) body.id = chunk.id;
  if (chunk.model) body.model = chunk.model;
  if (chunk.usage) body.usage = chunk.usage;
}

function mergeDelta(message: CompletionMessage, delta: CompletionMessage): void {
  for (const key of ['refusal', 'reasoning', 'reasoning_content'] as const) {
    if (delta[key]) message[key] = (message[key] ?? '') + delta[key];
  }
  if (typeof delta.content === 'string') message.content = (typeof message.content === 'string' ? message.content : '') + delta.content;
  if (delta.extra_content !== undefined) message.extra_content = delta.extra_content;
  for (const detail of delta.reasoning_details ?? []) mergeDetail((message.reasoning_details ??= []), detail);
  for (const call of delta.tool_calls ?? []) mergeCall((message.tool_calls ??= []), call);
}

/** The first piece of a call has its id and name, later ones more of the arguments. Some servers give all calls the same index. */
function mergeCall(calls: ToolCall[], piece: ToolCall): void {
  const known = calls.findLast((call) => (call.index ?? 0) === (piece.index ?? 0));
  if (!known || (piece.id && known.id && piece.id !== known.id)) {
    calls.push(structuredClone(piece));
    return;
  }
  if (piece.id) known.id = piece.id;
  if (piece.extra_content !== undefined) known.extra_content = piece.extra_content;
  const { name, arguments: text } = piece.function ?? {};
  known.function = {
    ...known.function,
    name: known.function?.name || name,
    arguments: text === undefined || text === null ? known.function?.arguments : (known.function?.arguments ?? '') + text,
  };
}

/** Pieces of one detail follow each other with the same index and type: texts are joined, a signature or id is taken over. */
function mergeDetail(details: Detail[], piece: Detail): void {
  const last = details.at(-1);
  if (!last || last.type !== piece.type || (last.index ?? 0) !== (piece.index ?? 0)) {
    details.push({ ...piece });
    return;
  }
  for (const [key, value] of Object.entries(piece)) {
    const before = last[key];
    const joined = (key === 'text' || key === 'summary' || key === 'data') && typeof before === 'string' && typeof value === 'string';
    if (value !== null && value !== undefined) last[key] = joined ? before + value : value;
  }
}
