import { describe, expect, it } from 'vitest';
import { createMcpHandler, type McpHandler, type McpHandlerOptions } from '../src/index.ts';
import { clock, smallGrafana } from './small-grafana.ts';
import { recordings, readJson } from './recordings.ts';

const MCP = 'http://localhost:8000/mcp';

const open = (options: Partial<McpHandlerOptions> = {}): McpHandler =>
  createMcpHandler({ grafanaUrl: 'http://localhost:3000', fetch: smallGrafana(), clock, ...options });

const post = (handle: McpHandler, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  handle(
    new Request(MCP, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

const request = (method: string, params?: unknown): unknown => ({ jsonrpc: '2.0', id: 1, method, ...(params ? { params } : {}) });
const call = (name: string, args: unknown = {}): unknown => request('tools/call', { name, arguments: args });

async function openSession(handle: McpHandler): Promise<Record<string, string>> {
  const response = await post(handle, request('initialize', { protocolVersion: '2025-06-18' }));
  return { 'mcp-session-id': response.headers.get('mcp-session-id') ?? '' };
}

const dataOf = async (response: Response): Promise<unknown[]> =>
  [...(await response.text()).matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? '') as unknown);

describe('a session', () => {
  it('is opened by initialize, which answers as recorded', async () => {
    const response = await post(open(), request('initialize', { protocolVersion: '2025-06-18' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('mcp-session-id')).toMatch(/^mcp-session-[0-9a-f-]{36}$/);
    const { initialize } = readJson<{ initialize: unknown }>(`${recordings}/tools.json`);
    expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 1, result: initialize });
  });

  it.each([
    ['2024-11-05', '2024-11-05'],
    ['2025-11-25', '2025-11-25'],
    ['1999-01-01', '2025-11-25'],
  ])('asked for protocol %s speaks %s', async (asked, spoken) => {
    const response = await post(open(), request('initialize', { protocolVersion: asked }));
    expect(await response.json()).toMatchObject({ result: { protocolVersion: spoken } });
  });

  it('answers with JSON until the first list, then with events', async () => {
    const handle = open();
    const session = await openSession(handle);
    const ping = await post(handle, request('ping'), session);
    expect([ping.headers.get('content-type'), await ping.json()]).toEqual(['application/json', { jsonrpc: '2.0', id: 1, result: {} }]);
    const list = await post(handle, request('tools/list'), session);
    expect(list.headers.get('content-type')).toBe('text/event-stream');
    expect(await dataOf(list)).toMatchObject([{ id: 1, result: { tools: expect.any(Array) as unknown } }]);
    expect((await post(handle, request('ping'), session)).headers.get('content-type')).toBe('text/event-stream');
  });

  it('with an id that nobody gave out is served as JSON', async () => {
    const stranger = { 'mcp-session-id': `mcp-session-${crypto.randomUUID()}` };
    const response = await post(open(), request('tools/list'), stranger);
    expect(response.headers.get('content-type')).toBe('application/json');
    const { result } = (await response.json()) as { result: { tools: unknown[] } };
    expect(result.tools).toHaveLength(29);
  });

  it.each([{}, { 'mcp-session-id': 'abc' }])('needs an id of the right form: %j', async (headers) => {
    const response = await post(open(), request('tools/list'), headers);
    expect([response.status, await response.text()]).toEqual([404, 'Invalid session ID\n']);
  });

  it('goes on after DELETE', async () => {
    const handle = open();
    const session = await openSession(handle);
    expect((await handle(new Request(MCP, { method: 'DELETE', headers: session }))).status).toBe(200);
    expect((await post(handle, request('ping'), session)).status).toBe(200);
  });
});

describe('messages', () => {
  it.each(['not json', '[]', '"text"', '{"method":5}'])('%s is no request', async (body) => {
    const response = await post(open(), body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'request body is not valid json' } });
  });

  it('have to be sent as JSON', async () => {
    const response = await post(open(), request('ping'), { 'content-type': 'text/plain' });
    expect([response.status, await response.text()]).toEqual([400, "Invalid content type: must be 'application/json'\n"]);
  });

  it.each([
    ['nothing/here', 'Method nothing/here not found'],
    ['resources/list', 'resources not supported'],
    ['prompts/list', 'prompts not supported'],
    ['logging/setLevel', 'logging not supported'],
  ])('%s is refused', async (method, message) => {
    const handle = open();
    const response = await post(handle, request(method), await openSession(handle));
    expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 1, error: { code: -32601, message } });
  });

  it('need the version of JSON-RPC', async () => {
    const handle = open();
    const response = await post(handle, { id: 'x', method: 'ping' }, await openSession(handle));
    expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 'x', error: { code: -32600, message: 'Invalid JSON-RPC version' } });
  });

  it('without an id are taken without an answer', async () => {
    const handle = open();
    const response = await post(handle, { jsonrpc: '2.0', method: 'notifications/initialized' }, await openSession(handle));
    expect([response.status, await response.text()]).toEqual([202, '']);
  });

  it('that call a tool are answered with its result or its error', async () => {
    const handle = open();
    const session = await openSession(handle);
    const args = { datasourceUid: 'prometheus', expr: 'up', queryType: 'instant', endTime: 'now' };
    expect(await dataOf(await post(handle, call('query_prometheus', args), session))).toEqual([
      {
        jsonrpc: '2.0',
        id: 1,
        result: { content: [{ type: 'text', text: '{"data":[{"metric":{"__name__":"up","job":"api"},"value":[1772413200,"1"]}]}' }] },
      },
    ]);
    expect(await dataOf(await post(handle, call('no_such_tool'), session))).toEqual([
      { jsonrpc: '2.0', id: 1, error: { code: -32602, message: "tool 'no_such_tool' not found: tool not found" } },
    ]);
  });
});

describe('other requests', () => {
  it.each([
    ['GET', '/healthz', 200, 'ok'],
    ['PUT', '/mcp', 404, '404 page not found\n'],
    ['GET', '/', 404, '404 page not found\n'],
  ])('%s %s is %d', async (method, path, status, text) => {
    const response = await open()(new Request(`http://localhost:8000${path}`, { method }));
    expect([response.status, await response.text()]).toEqual([status, text]);
  });

  it('GET /mcp opens a stream that ends with the request', async () => {
    const aborter = new AbortController();
    const response = await open()(new Request(MCP, { signal: aborter.signal }));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    aborter.abort();
    expect(await response.text()).toBe('');
  });

  it.each([
    [{ host: 'evil.example' }, 403],
    [{ host: '127.0.0.1:9999' }, 200],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:5173' }, 200],
  ])('with %j are answered with %d', async (headers: Record<string, string>, status) => {
    expect((await open()(new Request('http://localhost:8000/healthz', { headers }))).status).toBe(status);
  });

  it('of other hosts are served where they are allowed', async () => {
    const foreign = new Request('http://mcp.example/healthz', { headers: { host: 'mcp.example', origin: 'https://mcp.example' } });
    expect((await open({ allowedHosts: ['mcp.example'] })(foreign.clone())).status).toBe(200);
    expect((await open({ allowedHosts: 'any' })(foreign)).status).toBe(200);
  });
});
