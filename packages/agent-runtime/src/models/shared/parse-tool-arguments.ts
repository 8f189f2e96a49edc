import type { JsonObject, ToolCallPart } from '@o11y-bench/contracts';

/** The arguments of a call from the text that the model wrote. No text at all means no arguments; what is no JSON object is kept as it is. */
export function parseToolArguments(text: string | null | undefined): Pick<ToolCallPart, 'arguments' | 'invalidArguments'> {
  if (text === undefined || text === null || text.trim() === '') return { arguments: {} };
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { arguments: value as JsonObject };
  } catch {
    // told by invalidArguments
  }
  return { arguments: {}, invalidArguments: text };
}

/** What goes back to a provider as a call's arguments: the model's own text where it was no JSON object. */
export const toolArgumentsText = (call: ToolCallPart): string => call.invalidArguments ?? JSON.stringify(call.arguments);
