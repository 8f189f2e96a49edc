import { request as send } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Handler } from './handler.ts';
import { listen } from './listen.ts';

/** What a handler sees of a request that is sent with Node's client. */
async function seenBy<T>(
  look: (request: Request) => T | Promise<T>,
  sent: { method?: string; path?: string; headers?: object; body?: string },
) {
  const seen = Promise.withResolvers<T>();
  const handler: Handler = async (request) => {
    seen.resolve(await look(request));
    return new Response('seen');
  };
  await using server = await listen(handler);
  const { method = 'GET', path = '/', headers = {}, body } = sent;
  await new Promise<void>((resolve, reject) => {
    send(`${server.url}${path}`, { method, headers: { ...headers }, agent: false }, (answer) => answer.once('end', resolve).resume())
      .once('error', reject)
      .end(body);
  });
  return seen.promise;
}

describe('a request over a socket', () => {
  it('has the method, address and headers that were sent', async () => {
    const seen = await seenBy(
      ({ method, url, headers }) => ({ method, path: new URL(url).pathname, tag: headers.get('x-tag'), none: headers.get('origin') }),
      {
        method: 'DELETE',
        path: '//double?q=1',
        headers: { 'X-Tag': 'a' },
      },
    );
    expect(seen).toEqual({ method: 'DELETE', path: '//double', tag: 'a', none: null });
  });

  it('gives its body as JSON, as a form and to a copy with another address', async () => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"größe":1}' };
    expect(await seenBy((request) => request.json(), json)).toEqual({ größe: 1 });
    const form = { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: multipart };
    expect(await seenBy(async (request) => (await request.formData()).get('query'), form)).toBe('up');
    const copy = async (request: Request): Promise<string> => {
      const init: RequestInit & { duplex: 'half' } = {
        method: request.method,
        headers: request.headers,
        body: request.body,
        duplex: 'half',
      };
      return new Request('http://elsewhere/', init).text();
    };
    expect(await seenBy(copy, json)).toBe('{"größe":1}');
  });

  it('is a request like any other, and gives all that it is to one made from it', async () => {
    const sent = { method: 'POST', headers: { 'content-type': 'text/plain', 'x-tag': 'a' }, body: 'größe' };
    const look = async (request: Request): Promise<unknown> => {
      const copy = new Request('http://elsewhere/', request);
      const bytes = (await copy.bytes()).byteLength;
      return [request instanceof Request, request.redirect, request.bodyUsed, copy.method, copy.headers.get('x-tag'), bytes];
    };
    expect(await seenBy(look, sent)).toEqual([true, 'follow', true, 'POST', 'a', 7]);
    expect(await seenBy(async (request) => [await request.clone().text(), await request.text()], sent)).toEqual(['größe', 'größe']);
  });

  it('with credentials in its address is refused', async () => {
    await using server = await listen(() => Promise.resolve(new Response('seen')));
    const status = await new Promise((resolve, reject) => {
      const sent = { port: new URL(server.url).port, host: '127.0.0.1', path: 'http://me:secret@127.0.0.1/', agent: false as const };
      send(sent, (answer) => resolve(answer.resume().statusCode))
        .once('error', reject)
        .end();
    });
    expect(status).toBe(400);
  });

  it('has no body where none was sent', async () => {
    expect(await seenBy(async (request) => [request.body, await request.text()], { method: 'POST' })).toEqual([null, '']);
  });

  it('tells the handler when its client leaves', async () => {
    const left = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    await using server = await listen(({ signal }) => {
      signal.addEventListener('abort', () => left.resolve());
      asked.resolve();
      return left.promise.then(() => new Response('late'));
    });
    const request = send(server.url, { agent: false }).once('error', () => undefined);
    request.end();
    await asked.promise;
    request.destroy();
    await expect(left.promise).resolves.toBeUndefined();
  });
});

const multipart = '--x\r\ncontent-disposition: form-data; name="query"\r\n\r\nup\r\n--x--\r\n';
