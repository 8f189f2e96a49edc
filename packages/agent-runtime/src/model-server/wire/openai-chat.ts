import type { ModelMessage, ModelResponse, ModelStop, ToolCallPart } from '@o11y-bench/contracts';
import {
  asText,
  assistantTurn,
  contentText,
  dataEvent,
  objects,
  pieces,
  type PlayedTurn,
  type WireDialect,
  type WireObject,
} from '../wire-dialect.ts';

const finishReasons: Partial<Record<ModelStop, string>> = { length: 'length', content_filter: 'content_filter', tool_calls: 'tool_calls' };

/** OpenAI's Chat Completions. */
export const openAIChatDialect: WireDialect = {
  readRequest: (body) => ({
    model: asText(body['model']),
    stream: body['stream'] === true,
    streamsUsage: (body['stream_options'] as WireObject | undefined)?.['include_usage'] === true,
    messages: objects(body['messages']).map(readMessage),
  }),
  toBody({ id, request, response }) {
    const message = {
      role: 'assistant',
      content: text(response) || null,
      ...reasoning(response),
      ...refusal(response),
      ...toolCalls(response),
    };
    return {
      ...envelope(id, request.model, 'chat.completion'),
      choices: [{ index: 0, message, finish_reason: finishReason(response), logprobs: null }],
      ...(response.usage ? { usage: usage(response) } : {}),
    };
  },
  toEvents(turn) {
    return [
      ...deltas(turn.response).map((delta) => chunk(turn, delta, null)),
      chunk(turn, {}, finishReason(turn.response)),
      ...lastEvents(turn),
    ];
  },
  errorBody: (status, message) => ({
    error: {
      message,
      type: status === 429 ? 'rate_limit_error' : status < 500 ? 'invalid_request_error' : 'server_error',
      param: null,
      code: errorCode(status),
    },
  }),
};

const errorCodes: Readonly<Record<number, string>> = { 401: 'invalid_api_key', 404: 'model_not_found', 429: 'rate_limit_exceeded' };
const errorCode = (status: number): string | null => errorCodes[status] ?? null;

function readMessage(message: WireObject): ModelMessage {
  const content = contentText(message['content']);
  switch (message['role']) {
    case 'assistant':
      return assistantTurn(content);
    case 'tool':
      return { role: 'tool', results: [{ callId: asText(message['tool_call_id']), name: '', text: content, isError: false }] };
    case 'system':
    case 'developer':
      return { role: 'system', text: content };
    default:
      return { role: 'user', text: content };
  }
}

const envelope = (id: string, model: string, object: string): WireObject => ({ id: `chatcmpl-${id}`, object, created: 0, model });

const finishReason = ({ stop }: ModelResponse): string => finishReasons[stop] ?? 'stop';

const text = (response: ModelResponse): string =>
  response.stop === 'refusal' ? '' : response.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');

const refusal = (response: ModelResponse): WireObject =>
  response.stop === 'refusal'
    ? { refusal: response.parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('') || 'I cannot help.' }
    : {};

function reasoning({ parts }: ModelResponse): WireObject {
  const thought = parts.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])).join('');
  return thought ? { reasoning_content: thought } : {};
}

const calls = ({ parts }: ModelResponse): ToolCallPart[] => parts.filter((part) => part.type === 'tool-call');

function toolCalls(response: ModelResponse): WireObject {
  const list = calls(response).map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: argumentsText(call) },
  }));
  return list.length > 0 ? { tool_calls: list } : {};
}

const argumentsText = (call: ToolCallPart): string => call.invalidArguments ?? JSON.stringify(call.arguments);

function usage({ usage: counts }: ModelResponse): WireObject {
  const { input = 0, output = 0, cachedInput = 0, reasoning: reasoned = 0 } = counts ?? {};
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cachedInput },
    completion_tokens_details: { reasoning_tokens: reasoned },
  };
}

function deltas(response: ModelResponse): WireObject[] {
  const { reasoning_content: thought, refusal: refused } = { ...reasoning(response), ...refusal(response) } as Record<
    string,
    string | undefined
  >;
  return [
    { role: 'assistant', content: '' },
    ...pieces(thought ?? '').map((piece) => ({ reasoning_content: piece })),
    ...pieces(refused ?? '').map((piece) => ({ refusal: piece })),
    ...pieces(text(response)).map((piece) => ({ content: piece })),
    ...calls(response).flatMap((call, index) => [
      { tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.name, arguments: '' } }] },
      ...pieces(argumentsText(call)).map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ]),
  ];
}

const chunk = ({ id, request }: PlayedTurn, delta: WireObject, finish: string | null): string =>
  dataEvent({ ...envelope(id, request.model, 'chat.completion.chunk'), choices: [{ index: 0, delta, finish_reason: finish }] });

function lastEvents({ id, request, response }: PlayedTurn): string[] {
  const counts = dataEvent({ ...envelope(id, request.model, 'chat.completion.chunk'), choices: [], usage: usage(response) });
  return [...(request.streamsUsage && response.usage ? [counts] : []), 'data: [DONE]\n\n'];
}
