/** Any value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object. Keys that hold `undefined` are absent when written. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}
