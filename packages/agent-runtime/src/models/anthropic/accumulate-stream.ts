import { httpFailure } from '../wire/http-failure.ts';
import type { StreamAccumulator } from '../wire/read-answer.ts';
import { eventSchema, type ContentBlock, type MessageBody } from './api.ts';
import { isRetryableType } from './map-finish-reason.ts';

type Event = ReturnType<typeof eventSchema.parse>;

/**
 * Puts the events of a streamed message together. Counts in `message_delta` are cumulative and overwrite those of `message_start`. The
 * answer is whole when `message_stop` has come.
 */
export function createMessageAccumulator(): StreamAccumulator<MessageBody> {
  let message: MessageBody = { content: [] };
  const blocks: ContentBlock[] = [];
  const inputs = new Map<number, string>();
  const invalidInputs = new Map<number, string>();
  let complete = false;
  const closeInput = (index: number): void => {
    const text = inputs.get(index);
    const block = blocks[index];
    if (text === undefined || text === '' || !block) return;
    try {
      block.input = JSON.parse(text) as unknown;
    } catch {
      invalidInputs.set(index, text);
    }
  };
  return {
    add({ data }) {
      const event = eventSchema.parse(JSON.parse(data));
      const index = event.index ?? 0;
      if (event.type === 'error') return streamFailure(event);
      if (event.message) message = event.message;
      if (event.type === 'content_block_start' && event.content_block) blocks[index] = { ...event.content_block };
      if (event.type === 'content_block_delta')
        takeDelta(blocks[index], event.delta, (text) => inputs.set(index, (inputs.get(index) ?? '') + text));
      if (event.type === 'content_block_stop') closeInput(index);
      if (event.type === 'message_delta') message = mergeEnd(message, event);
      if (event.type === 'message_stop') complete = true;
      return undefined;
    },
    get complete() {
      return complete;
    },
    body: () => ({ ...message, content: blocks.filter(Boolean), ...(invalidInputs.size > 0 ? { invalidInputs } : {}) }),
  };
}

function takeDelta(block: ContentBlock | undefined, delta: Event['delta'], addInput: (text: string) => void): void {
  if (!block || !delta) return;
  if (delta.text) block.text = (block.text ?? '') + delta.text;
  if (delta.thinking) block.thinking = (block.thinking ?? '') + delta.thinking;
  if (delta.signature) block.signature = (block.signature ?? '') + delta.signature;
  if (delta.partial_json) addInput(delta.partial_json);
}

function mergeEnd(message: MessageBody, { delta, usage }: Event): MessageBody {
  const counts = Object.fromEntries(Object.entries(usage ?? {}).filter(([, value]) => value !== null && value !== undefined));
  return { ...message, stop_reason: delta?.stop_reason ?? message.stop_reason, usage: { ...message.usage, ...counts } };
}

function streamFailure({ error }: Event): ReturnType<typeof httpFailure> {
  const failure = httpFailure(200, { error });
  return { ...failure, retryable: isRetryableType(failure.type) };
}
