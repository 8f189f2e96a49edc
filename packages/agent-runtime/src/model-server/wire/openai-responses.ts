import type { AssistantPart, ModelMessage, ModelResponse } from '@o11y-bench/contracts';
import { openAIChatDialect } from './openai-chat.ts';
import {
  asText,
  assistantTurn,
  contentText,
  namedEvent,
  objects,
  pieces,
  type PlayedTurn,
  type TypedEvent,
  type WireDialect,
  type WireObject,
} from '../wire-dialect.ts';

/** OpenAI's Responses. */
export const openAIResponsesDialect: WireDialect = {
  readRequest: (body) => ({
    model: asText(body['model']),
    stream: body['stream'] === true,
    streamsUsage: true,
    messages: [
      ...(body['instructions'] ? [{ role: 'system' as const, text: asText(body['instructions']) }] : []),
      ...(typeof body['input'] === 'string' ? [{ role: 'user' as const, text: body['input'] }] : readItems(objects(body['input']))),
    ],
  }),
  toBody,
  toEvents(turn) {
    let number = 0;
    const event = (data: TypedEvent): string => namedEvent({ ...data, sequence_number: number++ });
    const body = toBody(turn);
    const opening = { ...body, status: 'in_progress', output: [], usage: null };
    const items = turn.response.parts.flatMap((part, index) => itemEvents(toItem(part, turn, index), index).map(event));
    const last = body['status'] === 'incomplete' ? 'response.incomplete' : 'response.completed';
    return [
      event({ type: 'response.created', response: opening }),
      event({ type: 'response.in_progress', response: opening }),
      ...items,
      event({ type: last, response: body }),
    ];
  },
  errorBody: (status, message) => openAIChatDialect.errorBody(status, message),
};

/** Items of the model that follow each other are one turn. */
function readItems(items: readonly WireObject[]): ModelMessage[] {
  const messages: ModelMessage[] = [];
  let inTurn = false;
  for (const item of items) {
    const isOutput = item['type'] === 'function_call_output';
    const isModel = !isOutput && item['role'] !== 'user' && item['role'] !== 'system' && item['role'] !== 'developer';
    if (isModel && !inTurn) messages.push(assistantTurn(contentText(item['content'])));
    if (isOutput)
      messages.push({
        role: 'tool',
        results: [{ callId: asText(item['call_id']), name: '', text: contentText(item['output']), isError: false }],
      });
    if (!isModel && !isOutput) messages.push({ role: item['role'] === 'user' ? 'user' : 'system', text: contentText(item['content']) });
    inTurn = isModel;
  }
  return messages;
}

function toBody({ id, request, response }: PlayedTurn): WireObject {
  const reason = response.stop === 'length' ? 'max_output_tokens' : response.stop === 'content_filter' ? 'content_filter' : undefined;
  return {
    id: `resp_${id}`,
    object: 'response',
    created_at: 0,
    status: reason ? 'incomplete' : 'completed',
    incomplete_details: reason ? { reason } : null,
    error: null,
    model: request.model,
    output: response.parts.map((part, index) => toItem(part, { id, request, response }, index)),
    usage: usage(response),
  };
}

function toItem(part: AssistantPart, { id, response }: PlayedTurn, index: number): WireObject {
  if (part.type === 'reasoning') {
    return {
      type: 'reasoning',
      id: `rs_${id}_${index}`,
      summary: [{ type: 'summary_text', text: part.text }],
      encrypted_content: `encrypted_${id}_${index}`,
    };
  }
  if (part.type === 'tool-call') {
    const text = part.invalidArguments ?? JSON.stringify(part.arguments);
    return { type: 'function_call', id: `fc_${id}_${index}`, call_id: part.id, name: part.name, arguments: text, status: 'completed' };
  }
  const content =
    response.stop === 'refusal'
      ? { type: 'refusal', refusal: part.text }
      : { type: 'output_text', text: part.text, annotations: [], logprobs: [] };
  return { type: 'message', id: `msg_${id}_${index}`, role: 'assistant', status: 'completed', content: [content] };
}

/** An item as it comes: announced, in pieces, done. */
function itemEvents(item: WireObject, index: number): TypedEvent[] {
  const place = { output_index: index, item_id: item['id'] };
  const [content] = objects(item['content']);
  const middle =
    item['type'] === 'message' && content?.['type'] === 'output_text'
      ? [
          { type: 'response.content_part.added', ...place, content_index: 0, part: { ...content, text: '' } },
          ...pieces(asText(content['text'])).map((delta) => ({
            type: 'response.output_text.delta',
            ...place,
            content_index: 0,
            delta,
            logprobs: [],
          })),
          { type: 'response.output_text.done', ...place, content_index: 0, text: content['text'], logprobs: [] },
          { type: 'response.content_part.done', ...place, content_index: 0, part: content },
        ]
      : item['type'] === 'function_call'
        ? [
            ...pieces(asText(item['arguments'])).map((delta) => ({ type: 'response.function_call_arguments.delta', ...place, delta })),
            { type: 'response.function_call_arguments.done', ...place, arguments: item['arguments'], name: item['name'] },
          ]
        : [];
  const opening =
    item['type'] === 'message'
      ? { ...item, status: 'in_progress', content: [] }
      : item['type'] === 'function_call'
        ? { ...item, arguments: '' }
        : item;
  return [
    { type: 'response.output_item.added', output_index: index, item: opening },
    ...middle,
    { type: 'response.output_item.done', output_index: index, item },
  ];
}

function usage({ usage: counts }: ModelResponse): WireObject | null {
  if (!counts) return null;
  return {
    input_tokens: counts.input,
    input_tokens_details: { cached_tokens: counts.cachedInput ?? 0 },
    output_tokens: counts.output,
    output_tokens_details: { reasoning_tokens: counts.reasoning ?? 0 },
    total_tokens: counts.input + counts.output,
  };
}
