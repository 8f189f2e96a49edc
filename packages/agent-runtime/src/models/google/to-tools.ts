import type { Tool } from '@google/genai';
import type { ToolDefinition } from '@o11y-bench/contracts';
import { adaptSchema, type SchemaSubset } from '../shared/adapt-schema.ts';

/** The part of JSON Schema that Gemini reads in `parametersJsonSchema`. Source: Gemini API, FunctionDeclaration. */
const googleSchemaSubset: SchemaSubset = {
  topLevelComposition: false,
  keywords: new Set([
    'type',
    'description',
    'title',
    'properties',
    'required',
    'additionalProperties',
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
    'enum',
    'format',
    'minimum',
    'maximum',
    'anyOf',
    'oneOf',
    '$defs',
    '$ref',
  ]),
};

/** Tools as Google takes them: all functions in one tool. */
export function toTools(tools: readonly ToolDefinition[]): Tool[] {
  const functionDeclarations = tools.map((tool) => ({
    name: tool.name,
    ...(tool.description === undefined ? {} : { description: tool.description }),
    parametersJsonSchema: adaptSchema(tool.inputSchema, googleSchemaSubset),
  }));
  return functionDeclarations.length > 0 ? [{ functionDeclarations }] : [];
}
