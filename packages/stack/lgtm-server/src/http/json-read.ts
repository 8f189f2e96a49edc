import type { JsonObject, JsonValue } from '@o11y-bench/contracts';

/** The text that a value is, or `undefined`. */
export const asText = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** The text under a key, or an empty one. */
export const textAt = (object: JsonObject, key: string): string => asText(object[key]) ?? '';

/** The number that a value is, or `undefined`. */
export const asNumber = (value: JsonValue | undefined): number | undefined => (typeof value === 'number' ? value : undefined);

/** The object that a value is, or an empty one. */
export const asObject = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});

/** The list that a value is, or an empty one. */
export const asList = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);

/** True for a JSON object (neither null nor a list). */
export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** True for a JSON list. */
export const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
