import { ToolProtocolError } from '@o11y-bench/contracts';
import { GoVerbatim } from '../go/go-json.ts';
import type { ToolServer, ToolSession } from '../tool-session.ts';
import { asObject, textOf } from '../tools/json-values.ts';
import { type JsonRpcAnswer, type JsonRpcMessage, rpcCodes } from './json-rpc.ts';

const PROTOCOL_VERSIONS = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];
const LATEST_VERSION = '2025-11-25';

/** What is not supported, by the first part of the method's name. */
const UNSUPPORTED: Readonly<Record<string, string>> = { resources: 'resources', prompts: 'prompts', logging: 'logging' };

/** Answers one request of a session. */
export async function answerMessage(
  message: JsonRpcMessage,
  session: ToolSession,
  server: ToolServer,
  signal: AbortSignal,
): Promise<JsonRpcAnswer> {
  const { method, params } = message;
  if (method === 'initialize') return { result: initializeResult(params, server) };
  if (method === 'ping') return { result: {} };
  if (method === 'tools/list') return { result: new GoVerbatim({ tools: await session.listTools(signal) }) };
  if (method === 'tools/call') return callTool(params, session, signal);
  const unsupported = KNOWN_METHODS.includes(method) ? UNSUPPORTED[method.split('/')[0] ?? ''] : undefined;
  const text = unsupported === undefined ? `Method ${method} not found` : `${unsupported} not supported`;
  return { error: { code: rpcCodes.methodNotFound, message: text } };
}

const KNOWN_METHODS = ['resources/list', 'resources/templates/list', 'resources/read', 'prompts/list', 'prompts/get', 'logging/setLevel'];

function initializeResult(params: unknown, { surface }: ToolServer): unknown {
  const asked = textOf(params, 'protocolVersion');
  const protocolVersion = PROTOCOL_VERSIONS.includes(asked) ? asked : LATEST_VERSION;
  return new GoVerbatim({ ...surface.initialize, protocolVersion });
}

async function callTool(params: unknown, session: ToolSession, signal: AbortSignal): Promise<JsonRpcAnswer> {
  try {
    return { result: new GoVerbatim(await session.callTool(textOf(params, 'name'), asObject(params)['arguments'], signal)) };
  } catch (error) {
    if (error instanceof ToolProtocolError) return { error: { code: error.code, message: error.message } };
    throw error;
  }
}
