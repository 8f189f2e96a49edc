import type OpenAI from 'openai';
import type { ToolDefinition } from '@o11y-bench/contracts';
import { adaptSchema, type SchemaSubset } from '../shared/adapt-schema.ts';

/**
 * What OpenAI takes in the parameters of a function that is not strict: all of JSON Schema below the top, which has to be an object
 * without compositions. Compatible servers take as much.
 */
export const openAISchemaSubset: SchemaSubset = {
  topLevelComposition: false,
  keywords: new Set([
    'type',
    'description',
    'title',
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
    'uniqueItems',
    'contains',
    'enum',
    'const',
    'default',
    'examples',
    'format',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minProperties',
    'maxProperties',
    'anyOf',
    'oneOf',
    'allOf',
    'not',
    '$defs',
    'definitions',
    '$ref',
  ]),
};

/** Tools as Chat Completions takes them. Not strict: a strict schema would make each optional argument a required one. */
export function toTools(tools: readonly ToolDefinition[]): OpenAI.Chat.ChatCompletionFunctionTool[] {
  return tools.map((tool) => ({
    type: 'function',
    function: {
      name: tool.name,
      ...(tool.description === undefined ? {} : { description: tool.description }),
      parameters: adaptSchema(tool.inputSchema, openAISchemaSubset),
    },
  }));
}
