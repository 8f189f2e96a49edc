import type { SchemaSubset } from './adapt-schema.ts';

/**
 * What OpenAI (for a function that is not strict) and Anthropic take in a tool's parameters: all of JSON Schema below the top, which has to be
 * an object without compositions. Servers compatible with OpenAI take as much.
 */
export const jsonSchemaBelowTop: SchemaSubset = {
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
