import type { CompletionBody } from '../openai-chat/api.ts';

type Message = CompletionBody['messages'][number];

const cached = { cache_control: { type: 'ephemeral' } };

/** Claude models cache what is marked: the system text, and the last message, which the next request begins with. */
export function markForCache(messages: readonly Message[], model: string): Message[] {
  if (!model.startsWith('anthropic/')) return [...messages];
  return messages.map((message, index) => (message.role === 'system' || index === messages.length - 1 ? mark(message) : message));
}

function mark(message: Message): Message {
  if (typeof message.content !== 'string' || message.content === '' || message.role === 'assistant') return message;
  return { ...message, content: [{ type: 'text', text: message.content, ...cached }] } as Message;
}
