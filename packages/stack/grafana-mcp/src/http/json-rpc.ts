import { goJson, goRecord } from '../go/go-json.ts';
import { isObject } from '../tools/json-values.ts';

/** A JSON-RPC message as it came in. `id` is absent in notifications. */
export interface JsonRpcMessage {
  readonly jsonrpc: unknown;
  readonly id: unknown;
  readonly method: string;
  readonly params: unknown;
  readonly result: unknown;
}

/** Codes of JSON-RPC errors. */
export const rpcCodes = { parseError: -32700, invalidRequest: -32600, methodNotFound: -32601, internalError: -32603 } as const;

/** What a request is answered with. */
export type JsonRpcAnswer = { readonly result: unknown } | { readonly error: { readonly code: number; readonly message: string } };

/** Reads a body; `undefined` when it is not one JSON-RPC message. */
export function readMessage(body: string): JsonRpcMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const fields = value === null ? {} : value;
  if (!isObject(fields)) return undefined;
  const { jsonrpc, id, method = '', params, result } = fields;
  if (method !== null && typeof method !== 'string') return undefined;
  return { jsonrpc, id: id ?? undefined, method: method ?? '', params, result };
}

/** An answer as text, in the order in which the real server writes its fields. */
export function answerText(id: unknown, answer: JsonRpcAnswer): string {
  const outcome = 'result' in answer ? { result: answer.result } : { error: goRecord(answer.error) };
  return goJson(goRecord({ jsonrpc: '2.0', id: id ?? null, ...outcome }));
}

/** A notification as text. */
export const notificationText = (method: string): string => goJson(goRecord({ jsonrpc: '2.0', method }));
