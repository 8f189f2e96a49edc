import type { ToolResult } from '@o11y-bench/contracts';

/** A tool's result as one text: text blocks in their order, a placeholder for each image. */
export function toolResultText(result: ToolResult): string {
  return result.content.map((block) => (block.type === 'text' ? block.text : `[an image of type ${block.mimeType}, not shown]`)).join('\n');
}
