import { createToolServer, createToolSession, type GrafanaMcpOptions, type ToolServer, type ToolSession } from '../tool-session.ts';
import { answerMessage } from './answer-message.ts';
import { isFromAllowedHost } from './host-check.ts';
import { answerText, type JsonRpcMessage, notificationText, readMessage, rpcCodes } from './json-rpc.ts';

/** What an MCP server over HTTP works on. */
export interface McpHandlerOptions extends GrafanaMcpOptions {
  /**
   * Host names under which it may be asked beside those of this machine, also by pages (Origin). `any` switches the check off: the real
   * server has none.
   */
  readonly allowedHosts?: readonly string[] | 'any';
}

/** Answers HTTP requests: a handler for any server of `Request` and `Response`. */
export type McpHandler = (request: Request) => Promise<Response>;

/** MCP over streamable HTTP at `/mcp` with sessions, and `/healthz`, as mcp-grafana serves it. */
export function createMcpHandler(options: McpHandlerOptions): McpHandler {
  const server = createToolServer(options);
  const sessions = new Map<string, HttpSession>();
  const hosts = options.allowedHosts ?? [];
  return async (request) => {
    if (hosts !== 'any' && !isFromAllowedHost(request, hosts)) return plain('Forbidden', 403);
    const { pathname } = new URL(request.url);
    if (pathname === '/healthz') return new Response('ok', { headers: { 'content-type': 'text/plain; charset=utf-8' } });
    if (pathname !== '/mcp') return plain('404 page not found', 404);
    if (request.method === 'POST') return post(request, server, sessions);
    if (request.method === 'GET') return openStream(request.signal);
    if (request.method === 'DELETE') return endSession(request);
    return plain('404 page not found', 404);
  };
}

interface HttpSession {
  readonly tools: ToolSession;
  /** After the first list or call every answer is a stream of events. */
  isStreaming: boolean;
}

const SESSION_HEADER = 'mcp-session-id';
const SESSION_ID = /^mcp-session-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

async function post(request: Request, server: ToolServer, sessions: Map<string, HttpSession>): Promise<Response> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return plain("Invalid content type: must be 'application/json'", 400);
  const message = readMessage(await request.text());
  if (message === undefined) return json(answerText(null, failure(rpcCodes.parseError, 'request body is not valid json')), 400);
  if (message.method === 'initialize') return initialize(message, server, sessions, request.signal);
  const id = request.headers.get(SESSION_HEADER) ?? '';
  if (!SESSION_ID.test(id)) return plain('Invalid session ID', 404);
  // An id that was not given out is served too, but without proxied tools.
  const session = sessions.get(id) ?? { tools: createToolSession(server, { proxied: false }), isStreaming: false };
  return answer(message, session, server, { signal: request.signal, isKnown: sessions.has(id) });
}

async function initialize(
  message: JsonRpcMessage,
  server: ToolServer,
  sessions: Map<string, HttpSession>,
  signal: AbortSignal,
): Promise<Response> {
  const id = `mcp-session-${crypto.randomUUID()}`;
  const session: HttpSession = { tools: createToolSession(server, { proxied: true }), isStreaming: false };
  sessions.set(id, session);
  const response = await answer(message, session, server, { signal, isKnown: true });
  response.headers.set('Mcp-Session-Id', id);
  return response;
}

interface AnswerOptions {
  readonly signal: AbortSignal;
  /** Whether the session's id was given out by this server. */
  readonly isKnown: boolean;
}

async function answer(message: JsonRpcMessage, session: HttpSession, server: ToolServer, options: AnswerOptions): Promise<Response> {
  const { id, jsonrpc, method } = message;
  if (jsonrpc !== '2.0') return json(answerText(id, failure(rpcCodes.invalidRequest, 'Invalid JSON-RPC version')));
  // Notifications, and answers to requests that this server never sends.
  if (id === undefined || (message.result !== undefined && message.result !== null)) return new Response(null, { status: 202 });
  const isFirst = options.isKnown && !session.isStreaming && (method === 'tools/list' || method === 'tools/call');
  const hadProxiedTools = session.tools.hasProxiedTools;
  if (isFirst) {
    session.isStreaming = true;
    await session.tools.discover();
  }
  const outcome = await answerMessage(message, session.tools, server, options.signal).catch((error: unknown) =>
    failure(rpcCodes.internalError, error instanceof Error ? error.message : String(error)),
  );
  const text = answerText(id, outcome);
  if (!session.isStreaming) return json(text);
  const announces = isFirst && method === 'tools/call' && !hadProxiedTools && session.tools.hasProxiedTools;
  return events(announces ? [notificationText('notifications/tools/list_changed'), text] : [text]);
}

const failure = (code: number, message: string): { readonly error: { readonly code: number; readonly message: string } } => ({
  error: { code, message },
});

/** Ids stay valid after this, as with the real server. */
function endSession(request: Request): Response {
  const id = request.headers.get(SESSION_HEADER) ?? '';
  return SESSION_ID.test(id) ? new Response(null, { status: 200 }) : plain('Invalid session ID', 404);
}

/** A stream that stays open: this server has nothing to say on it. */
function openStream(signal: AbortSignal): Response {
  const start = (controller: ReadableStreamDefaultController): void => {
    signal.addEventListener('abort', () => controller.close(), { once: true });
  };
  return new Response(new ReadableStream({ start }), { headers: EVENT_STREAM });
}

const EVENT_STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' };

function events(messages: readonly string[]): Response {
  const body = messages.map((message) => `event: message\ndata: ${message}\n\n`).join('');
  return new Response(body, { headers: EVENT_STREAM });
}

const json = (text: string, status = 200): Response =>
  new Response(`${text}\n`, { status, headers: { 'content-type': 'application/json' } });

const plain = (text: string, status: number): Response =>
  new Response(`${text}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' } });
