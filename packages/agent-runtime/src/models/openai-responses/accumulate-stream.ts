import { httpFailure } from '../wire/http-failure.ts';
import type { ProviderFailure } from '../wire/provider-failure.ts';
import type { StreamAccumulator } from '../wire/read-answer.ts';
import { eventSchema, type OutputItem, type ResponseBody } from './api.ts';
import { isRetryableCode } from './map-finish-reason.ts';

const terminal = new Set(['response.completed', 'response.incomplete', 'response.failed', 'response.cancelled']);

/**
 * Puts the events of a streamed response together. Items are taken from `output_item.done`: the encrypted content in the terminal event
 * is another one. The answer is whole when a terminal event has come.
 */
export function createResponseAccumulator(): StreamAccumulator<ResponseBody> {
  const items = new Map<number, OutputItem>();
  let response: ResponseBody | undefined;
  let complete = false;
  return {
    add({ data }) {
      if (data === '[DONE]') return undefined;
      const event = eventSchema.parse(JSON.parse(data));
      const index = event.output_index ?? items.size;
      if (event.response) response = event.response;
      if (event.item) items.set(index, event.item);
      if (event.type === 'response.output_text.delta' && typeof event.delta === 'string') addText(items.get(index), event.delta);
      if (terminal.has(event.type)) complete = true;
      return event.type === 'error' ? streamFailure(event) : undefined;
    },
    get complete() {
      return complete;
    },
    body() {
      const output = [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
      return { ...response, output: output.length > 0 ? output : (response?.output ?? []) };
    },
  };
}

/** Text of an item that is not done yet: replaced when it is, kept when the stream breaks. */
function addText(item: OutputItem | undefined, delta: string): void {
  if (!item) return;
  const [part] = item.content ?? [];
  if (part) part.text = (part.text ?? '') + delta;
  else item.content = [{ type: 'output_text', text: delta }];
}

/** The error stands in the event itself or under `error`. */
function streamFailure(event: ReturnType<typeof eventSchema.parse>): ProviderFailure {
  const { type: _, ...own } = event;
  const failure = httpFailure(200, event.error ? { error: event.error } : own);
  return { ...failure, retryable: isRetryableCode(failure.code) || isRetryableCode(failure.type) };
}
