import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { checkModel, createLanguageModel, type Env } from '../src/index.ts';
import { startModelServer } from '../src/model-server/index.ts';

const cases = [
  { provider: 'openai', key: 'OPENAI_API_KEY', base: 'OPENAI_API_BASE', path: 'openai' },
  { provider: 'anthropic', key: 'ANTHROPIC_API_KEY', base: 'ANTHROPIC_BASE_URL', path: 'anthropic' },
  { provider: 'google', key: 'GOOGLE_API_KEY', base: 'GOOGLE_GEMINI_BASE_URL', path: 'google' },
  { provider: 'openrouter', key: 'OPENROUTER_API_KEY', base: 'OPENROUTER_BASE_URL', path: 'openai' },
] as const;

const models = ['big-model-1', 'small-model-1'];

describe.each(cases)('checking a model of $provider before anything starts', ({ provider, key, base, path }) => {
  const serve = () => startModelServer({ script: ['no'], models, apiKey: 'right-key' });

  it('finds it in the listing and asks for no completion', async () => {
    await using server = await serve();
    expect(await checkModel(`${provider}/big-model-1`, { env: { [key]: 'right-key', [base]: server.urls[path] } })).toEqual({ ok: true });
    expect(server.served).toEqual([]);
  });

  it('names the variable of a missing key', async () => {
    const check = await checkModel(`${provider}/big-model-1`, { env: {} });
    expect(check).toMatchObject({ ok: false, problem: 'no-key', message: expect.stringContaining(`set ${key}`) as string });
  });

  it('names the variable of a wrong key and does not repeat the key', async () => {
    await using server = await serve();
    const check = await checkModel(`${provider}/big-model-1`, { env: { [key]: 'sk-wrong-key-123456', [base]: server.urls[path] } });
    expect(check).toMatchObject({ ok: false, problem: 'wrong-key', message: expect.stringContaining(key) as string });
    expect(JSON.stringify(check)).not.toContain('sk-wrong');
  });

  it('suggests the nearest name for an unknown model', async () => {
    await using server = await serve();
    const check = await checkModel(`${provider}/big-model-2`, { env: { [key]: 'right-key', [base]: server.urls[path] } });
    expect(check).toMatchObject({
      ok: false,
      problem: 'unknown-model',
      message: expect.stringContaining(`${provider}/big-model-1`) as string,
    });
  });

  it('names the variable of an address that cannot be reached', async () => {
    const closed = createServer();
    const port = await new Promise<number>((resolve) =>
      closed.listen(0, '127.0.0.1', () => resolve((closed.address() as AddressInfo).port)),
    );
    await new Promise((resolve) => closed.close(resolve));
    const check = await checkModel(`${provider}/big-model-1`, { env: { [key]: 'right-key', [base]: `http://127.0.0.1:${port}` } });
    expect(check).toMatchObject({ ok: false, problem: 'unreachable', message: expect.stringContaining(base) as string });
  });

  it('tells an address that never answers from one that does', async () => {
    const silent = createServer(() => undefined);
    const port = await new Promise<number>((resolve) =>
      silent.listen(0, '127.0.0.1', () => resolve((silent.address() as AddressInfo).port)),
    );
    const check = await checkModel(`${provider}/big-model-1`, {
      env: { [key]: 'right-key', [base]: `http://127.0.0.1:${port}` },
      timeoutMs: 100,
    });
    expect(check).toMatchObject({ ok: false, problem: 'unreachable' });
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });
});

describe('names of models', () => {
  it.each([
    ['opnai/gpt-5', 'openai/gpt-5'],
    ['gpt-5', 'write provider/model'],
    ['openai/', 'openai/MODEL'],
  ])('%s: %s', async (name, hint) => {
    expect(await checkModel(name, { env: {} })).toMatchObject({
      ok: false,
      problem: 'unknown-provider',
      message: expect.stringContaining(hint) as string,
    });
    expect(() => createLanguageModel(name, { env: {} })).toThrow(hint);
  });

  it('takes the key of Google under either name, and a local server without one', async () => {
    await using server = await startModelServer({ script: ['Five.'], models });
    const envs: [string, Env][] = [
      ['google/big-model-1', { GEMINI_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: server.url }],
      ['local/big-model-1', { LOCAL_API_BASE: server.urls.openai }],
      ['openai/big-model-1', { OPENAI_BASE_URL: server.urls.openai }],
    ];
    for (const [name, env] of envs) expect(await checkModel(name, { env })).toEqual({ ok: true });
  });

  it('knows simulations by their script', async () => {
    const simulations = { calm: ['Five.'] };
    expect(await checkModel('sim/calm', { env: {}, simulations })).toEqual({ ok: true });
    expect(await checkModel('sim/wild', { env: {}, simulations })).toMatchObject({
      ok: false,
      message: expect.stringContaining('sim/calm') as string,
    });
    const model = createLanguageModel('sim/calm', { env: {}, simulations });
    expect((await model.generate({ messages: [], tools: [], reasoningEffort: 'off' })).parts).toEqual([{ type: 'text', text: 'Five.' }]);
  });
});

describe('secrets', () => {
  it('stay out of a provider error that repeats the key', async () => {
    const secret = 'planted-secret-0123456789';
    const model = createLanguageModel('openai-chat/m', {
      env: { OPENAI_API_KEY: secret },
      fetch: () =>
        Promise.resolve(
          Response.json({ error: { message: `Incorrect API key provided: ${secret}.`, type: 'invalid_request_error' } }, { status: 401 }),
        ),
    });
    const error = await model
      .generate({ messages: [{ role: 'user', text: 'x' }], tools: [], reasoningEffort: 'off' })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'provider-failed', facts: { status: 401, retryable: false } });
    expect(String(error) + JSON.stringify(error)).not.toContain(secret);
    expect(String(error)).toContain('[OPENAI_API_KEY]');
  });
});
