import type { ModelMessage, ModelResponse } from '@o11y-bench/contracts';

/** What a request asks for, of whatever API. */
export interface WireRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly ModelMessage[];
  /** Whether usage is wanted in a stream (Chat Completions only sends it on demand). */
  readonly streamsUsage: boolean;
}

/** A turn to be written in an API's form. */
export interface PlayedTurn {
  readonly id: string;
  readonly request: WireRequest;
  readonly response: ModelResponse;
}

/** One API as this server speaks it. */
export interface WireDialect {
  readRequest(body: WireObject, path: string): WireRequest;
  toBody(turn: PlayedTurn): WireObject;
  /** The stream, event by event, each with the blank line that ends it. */
  toEvents(turn: PlayedTurn): readonly string[];
  errorBody(status: number, message: string): WireObject;
}

/** A JSON object as it came over the wire. */
export interface WireObject {
  readonly [key: string]: unknown;
}

/** The objects in a value that should be a list of them. */
export const objects = (value: unknown): readonly WireObject[] =>
  Array.isArray(value) ? value.filter((item): item is WireObject => typeof item === 'object' && item !== null) : [];

/** The text of a content that is a text or a list of parts with texts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return objects(content)
    .map((part) => (typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

/** A text in the pieces of a stream. */
export const pieces = (text: string): readonly string[] => text.match(/[\s\S]{1,24}/g) ?? [];

/** A value as text, whatever it is. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An assistant's turn that only counts: a script chooses its next turn by how many there were. */
export const assistantTurn = (text: string): ModelMessage => ({ role: 'assistant', parts: text ? [{ type: 'text', text }] : [] });

/** An event of a stream without a name. */
export const dataEvent = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

/** An event that tells its type. */
export interface TypedEvent extends WireObject {
  readonly type: string;
}

/** An event of a stream whose name is its type. */
export const namedEvent = (data: TypedEvent): string => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
