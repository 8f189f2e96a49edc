import type OpenAI from 'openai';
import type { AssistantPart, JsonValue, ModelMessage } from '@o11y-bench/contracts';
import { toolArgumentsText } from '../shared/parse-tool-arguments.ts';
import { tellFailure } from '../shared/tool-result-text.ts';

type Item = OpenAI.Responses.ResponseInputItem;

/** A conversation as input items. System messages are not among them: they are the `instructions`. */
export function toMessages(messages: readonly ModelMessage[]): Item[] {
  return messages.flatMap(toItems);
}

/** The system messages as instructions. */
export const toInstructions = (messages: readonly ModelMessage[]): string =>
  messages.flatMap((message) => (message.role === 'system' ? [message.text] : [])).join('\n\n');

function toItems(message: ModelMessage): Item[] {
  switch (message.role) {
    case 'system':
      return [];
    case 'user':
      return [{ role: 'user', content: message.text }];
    case 'assistant':
      return assistantItems(message.parts);
    case 'tool':
      return message.results.map((result) => ({ type: 'function_call_output', call_id: result.callId, output: tellFailure(result) }));
  }
}

/**
 * All items of a turn go back in their order. A reasoning item without encrypted content cannot: the server keeps nothing of ours; then
 * the items of that turn go without ids, which would point to the missing one.
 */
function assistantItems(parts: readonly AssistantPart[]): Item[] {
  const items = parts.map(toItem);
  const incomplete = items.some((item) => item !== undefined && isBareReasoning(item));
  return items.flatMap((item) => {
    if (!item || isBareReasoning(item)) return [];
    if (!incomplete || !('id' in item)) return [item];
    const { id: _, ...rest } = item;
    return [rest as Item];
  });
}

const isBareReasoning = (item: Item): boolean => item.type === 'reasoning' && !item.encrypted_content;

function toItem(part: AssistantPart): Item | undefined {
  const carried = carriedItem(part.carry);
  if (carried) return part.type === 'tool-call' ? ({ ...carried, call_id: part.id } as Item) : carried;
  if (part.type === 'text') return part.text ? { role: 'assistant', content: part.text } : undefined;
  if (part.type === 'reasoning') return undefined;
  return { type: 'function_call', call_id: part.id, name: part.name, arguments: toolArgumentsText(part) };
}

const carriedItem = (carry: JsonValue | undefined): Item | undefined =>
  typeof carry === 'object' && carry !== null && 'type' in carry ? (carry as unknown as Item) : undefined;
