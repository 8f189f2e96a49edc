import { describe, expect, it } from 'vitest';
import { createLanguageModel, createO11yAgent, type RetryPolicy } from '../src/index.ts';
import { startModelServer } from '../src/model-server/index.ts';
import { createScriptedTools, createTestContext } from '../src/testing/index.ts';
import type { Script } from '../src/simulation/scripted-model.ts';

const runs = 64;

/** Three turns; the answer repeats what the conversation asks for, so that mixed-up conversations would show. */
const script: Script = ({ messages }, turn) => {
  const first = messages.find((message) => message.role === 'user');
  const asked = /run (\d+)/.exec(first?.role === 'user' ? first.text : '')?.[1] ?? '';
  return turn < 2 ? { text: `Looking, ${asked}.`, calls: [{ name: 'look', arguments: { run: Number(asked), turn } }] } : `It is ${asked}.`;
};

const providers = ['openai-responses/gpt-5.2', 'openai-chat/gpt-4o', 'anthropic/claude-opus-5', 'google/gemini-3-flash'];

describe('64 runs at once against a server that fails a quarter of its requests', () => {
  it.each(providers)('%s: all finish, none is lost or doubled, waits follow Retry-After', async (name) => {
    const retryAfterMs = 40;
    await using server = await startModelServer({
      script,
      latencyMs: 2,
      faults: { rateLimited: 0.12, failed: 0.08, cut: 0.05, retryAfterMs, seed: 7 },
    });
    const policy: Partial<RetryPolicy> = { baseDelayMs: 20, maxDelayMs: 200, maxAttempts: 12 };
    const delays: { status: number | undefined; delayMs: number }[] = [];
    const env = {
      OPENAI_API_KEY: 'k',
      OPENAI_API_BASE: server.urls.openai,
      ANTHROPIC_API_KEY: 'k',
      ANTHROPIC_BASE_URL: server.url,
      GOOGLE_API_KEY: 'k',
      GOOGLE_GEMINI_BASE_URL: server.url,
    };
    const model = createLanguageModel(name, {
      env,
      pacing: { policy, onRetry: ({ failure, delayMs }) => delays.push({ status: failure.status, delayMs }) },
    });
    const results = await Promise.all(
      Array.from({ length: runs }, async (_, run) => {
        const tools = createScriptedTools({ look: () => 'seen' });
        const context = createTestContext({ tools, instruction: `This is run ${run}.` });
        const result = await createO11yAgent({ model }).run(context);
        return { run, result, calls: tools.calls.map((call) => call.arguments), steps: context.trajectory.document().steps.length };
      }),
    );

    for (const { run, result, calls, steps } of results) {
      expect(result).toMatchObject({ end: 'answered', finalMessage: `It is ${run}.` });
      expect(calls).toEqual([
        { run, turn: 0 },
        { run, turn: 1 },
      ]);
      expect(steps).toBe(5);
    }
    const failed = server.served.filter(({ status, cut }) => status !== 200 || cut);
    expect(server.served).toHaveLength(runs * 3 + failed.length);
    expect(failed.length).toBeGreaterThan(runs * 3 * 0.15);
    expect(delays).toHaveLength(failed.length);
    const limited = delays.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThan(0);
    for (const { delayMs } of limited) expect(delayMs).toBeGreaterThanOrEqual(retryAfterMs);
  });
});
