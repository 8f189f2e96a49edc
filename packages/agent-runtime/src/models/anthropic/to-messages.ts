import type Anthropic from '@anthropic-ai/sdk';
import type { AssistantPart, JsonObject, JsonValue, ModelMessage } from '@o11y-bench/contracts';

type Message = Anthropic.MessageParam;
type Block = Anthropic.ContentBlockParam;

const cached = { type: 'ephemeral' } as const;

/**
 * A conversation as the Messages API takes it: blocks of a turn unchanged and in order, results of parallel calls in one message. The
 * last message is marked for the cache, so that each request reads what the one before has written.
 */
export function toMessages(messages: readonly ModelMessage[]): Message[] {
  const wire = messages.flatMap(toWireMessages);
  return wire.map((message, index) => (index === wire.length - 1 ? markForCache(message) : message));
}

/** The system messages, marked for the cache together with the tools before them. */
export function toSystem(messages: readonly ModelMessage[]): Anthropic.TextBlockParam[] {
  const texts = messages.flatMap((message) => (message.role === 'system' && message.text ? [message.text] : []));
  return texts.map((text, index) => ({ type: 'text', text, ...(index === texts.length - 1 ? { cache_control: cached } : {}) }));
}

function toWireMessages(message: ModelMessage): Message[] {
  switch (message.role) {
    case 'system':
      return [];
    case 'user':
      return [{ role: 'user', content: [{ type: 'text', text: message.text || '(no text)' }] }];
    case 'assistant': {
      const content = message.parts.flatMap(toBlocks);
      return content.length > 0 ? [{ role: 'assistant', content }] : [];
    }
    case 'tool':
      return [{ role: 'user', content: message.results.map(toResult) }];
  }
}

const toResult = ({ callId, text, isError }: { callId: string; text: string; isError: boolean }): Anthropic.ToolResultBlockParam => ({
  type: 'tool_result',
  tool_use_id: callId,
  content: text,
  ...(isError ? { is_error: true } : {}),
});

/** An empty text block is refused; reasoning of another provider cannot be verified and stays away. */
function toBlocks(part: AssistantPart): Block[] {
  const carried = carriedBlock(part.carry);
  if (part.type === 'text') return part.text ? [carried ?? { type: 'text', text: part.text }] : [];
  if (part.type === 'reasoning') return carried ? [carried] : [];
  const input: JsonObject = part.invalidArguments === undefined ? part.arguments : { invalid_json: part.invalidArguments };
  return [{ ...(carried as Anthropic.ToolUseBlockParam | undefined), type: 'tool_use', id: part.id, name: part.name, input }];
}

const carriedBlock = (carry: JsonValue | undefined): Block | undefined =>
  typeof carry === 'object' && carry !== null && 'type' in carry ? (carry as unknown as Block) : undefined;

function markForCache(message: Message): Message {
  if (typeof message.content === 'string' || message.role !== 'user') return message;
  const content = message.content.map((block, index, blocks) =>
    index === blocks.length - 1 && (block.type === 'text' || block.type === 'tool_result') ? { ...block, cache_control: cached } : block,
  );
  return { ...message, content };
}
