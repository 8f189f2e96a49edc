import type { IncomingMessage, ServerResponse } from 'node:http';

/** Node's request as the web's; `undefined` when its URL or headers are none. Its signal aborts when the client leaves. */
export async function toRequest(incoming: IncomingMessage, outgoing: ServerResponse, host: string): Promise<Request | undefined> {
  const { method = 'GET', url = '/' } = incoming;
  // Not resolved against a base: a path that starts with two slashes would be read as a host.
  const whole = url.startsWith('/') ? `http://${host}${url}` : url;
  const aborter = new AbortController();
  outgoing.once('close', () => outgoing.writableFinished || aborter.abort());
  const body = method === 'GET' || method === 'HEAD' ? undefined : await readBody(incoming);
  try {
    return new Request(whole, {
      method,
      headers: toHeaders(incoming),
      signal: aborter.signal,
      ...(body && body.length > 0 ? { body } : {}),
    });
  } catch {
    return undefined;
  }
}

function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each);
  }
  return headers;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
