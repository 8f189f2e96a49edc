import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listen } from './listen.ts';
import { respondWith, TextResponse } from './text-response.ts';

const init = { status: 418, headers: { 'content-type': 'application/json' } };

describe('a text response', () => {
  it('reads like any response: once, as text, JSON or bytes, and again from a clone', async () => {
    expect(await new TextResponse('{"größe":1}', init).json()).toEqual({ größe: 1 });
    expect((await new TextResponse('größe', init).bytes()).byteLength).toBe(7);
    const response = new TextResponse('once', init);
    const copy = response.clone();
    expect(await response.text()).toBe('once');
    expect(response.bodyUsed).toBe(true);
    await expect(response.text()).rejects.toThrow(TypeError);
    expect(await copy.text()).toBe('once');
    expect(copy.status).toBe(418);
  });

  it('gives its status and headers to a response without a body', () => {
    const head = new Response(null, new TextResponse('text', init));
    expect([head.status, head.headers.get('content-type'), head.body]).toEqual([418, 'application/json', null]);
  });

  it('is a response like any other, and sends headers that were set later', async () => {
    const response = new TextResponse('text', init);
    expect([response instanceof Response, response.ok, response.statusText, response.redirected]).toEqual([true, false, '', false]);
    await using server = await listen(() => {
      const late = respondWith('text', init);
      late.headers.set('content-type', 'text/plain');
      return Promise.resolve(late);
    });
    expect((await read(server.url)).type).toBe('text/plain');
  });

  it('comes over a socket with its length in bytes, lone surrogates replaced', async () => {
    await using server = await listen(() => Promise.resolve(respondWith('größe \ud800', init)));
    const { length, text } = await read(server.url);
    expect([length, text]).toEqual(['11', 'größe \ufffd']);
  });
});

function read(url: string): Promise<{ readonly length: string | undefined; readonly type: string | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ length: answer.headers['content-length'], type: answer.headers['content-type'], text: Buffer.concat(parts).toString() }),
      );
    }).once('error', reject);
  });
}
