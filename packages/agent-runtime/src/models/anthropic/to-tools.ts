import type Anthropic from '@anthropic-ai/sdk';
import type { ToolDefinition } from '@o11y-bench/contracts';
import { adaptSchema } from '../shared/adapt-schema.ts';
import { jsonSchemaBelowTop } from '../shared/json-schema-below-top.ts';

/** Tools as the Messages API takes them: all of JSON Schema below an object without compositions at its top. */
export function toTools(tools: readonly ToolDefinition[]): Anthropic.Tool[] {
  return tools.map((tool) => ({
    name: tool.name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
    input_schema: adaptSchema(tool.inputSchema, jsonSchemaBelowTop) as Anthropic.Tool.InputSchema,
  }));
}
