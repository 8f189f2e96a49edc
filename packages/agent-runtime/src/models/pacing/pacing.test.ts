import { describe, expect, it } from 'vitest';
import { toProviderError, WireError, type ProviderFailure } from '../wire/provider-failure.ts';
import { parseRetryAfter } from '../wire/parse-retry-after.ts';
import { createAdaptiveLimiter } from './adaptive-limiter.ts';
import { createPacing, type PacingOptions } from './pacing.ts';

const failWith = (failure: Partial<ProviderFailure>): Error =>
  toProviderError('test', new WireError({ message: 'no', retryable: true, ...failure }), (text) => text);

/** Runs an attempt that fails with each failure in turn and then succeeds; time passes only by sleeping. */
async function run(failures: readonly Partial<ProviderFailure>[], options: PacingOptions = {}) {
  const slept: number[] = [];
  let now = 0;
  let attempts = 0;
  const pacing = createPacing({
    random: () => 0.5,
    now: () => now,
    sleep: (ms) => {
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
    ...options,
  });
  const result = await pacing
    .run(() => {
      const failure = failures[attempts++];
      return failure ? Promise.reject(failWith(failure)) : Promise.resolve('done');
    })
    .catch((error: unknown) => error);
  return { result, slept, attempts: () => attempts };
}

describe('retries', () => {
  it('wait longer each time, with jitter', async () => {
    const { result, slept } = await run([{ status: 500 }, { status: 500 }, {}]);
    expect(result).toEqual({ value: 'done', waitedMs: 750 + 1500 + 3000 });
    expect(slept).toEqual([750, 1500, 3000]);
  });

  it('follow what the provider says, never earlier', async () => {
    const { slept } = await run([{ status: 429, retryAfterMs: 7000 }]);
    expect(slept).toEqual([7500]);
  });

  it('are not made where the failure would be the same again', async () => {
    const { result, attempts } = await run([{ status: 401, retryable: false }]);
    expect(result).toMatchObject({ code: 'provider-failed' });
    expect(attempts()).toBe(1);
  });

  it('end after the last attempt with the last failure', async () => {
    const { result, attempts } = await run(
      Array.from({ length: 9 }, (_, index) => ({ status: 500 + index })),
      { policy: { maxAttempts: 4 } },
    );
    expect(attempts()).toBe(4);
    expect(result).toMatchObject({ facts: { status: 503 } });
  });

  it('are not made when the provider asks for a wait beyond reason', async () => {
    const { attempts } = await run([{ status: 429, retryAfterMs: 86_400_000 }]);
    expect(attempts()).toBe(1);
  });

  it('stop at once when the run is aborted', async () => {
    const controller = new AbortController();
    const pacing = createPacing();
    const running = pacing.run(() => Promise.reject(failWith({ status: 500 })), { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 10);
    await expect(running).rejects.toThrow('enough');
  });
});

describe('Retry-After', () => {
  it.each([
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after': 'Tue, 01 Dec 2026 10:00:30 GMT', date: 'Tue, 01 Dec 2026 10:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('%j is %s ms', (headers, expected) => {
    expect(parseRetryAfter(new Headers(headers as Record<string, string>))).toBe(expected);
  });
});

describe('the adaptive limiter', () => {
  it('lets no more than its limit run at once, in the order of coming', async () => {
    const limiter = createAdaptiveLimiter({ max: 2 });
    const order: number[] = [];
    const slots = [0, 1, 2, 3].map(async (number) => {
      const slot = await limiter.acquire();
      order.push(number);
      return slot;
    });
    await Promise.all(slots.slice(0, 2));
    expect(order).toEqual([0, 1]);
    (await slots[0])?.release('done');
    await slots[2];
    expect(order).toEqual([0, 1, 2]);
  });

  it('halves once for all requests that were under way, and grows back with answers', async () => {
    const limiter = createAdaptiveLimiter({ max: 8 });
    const slots = await Promise.all(Array.from({ length: 8 }, () => limiter.acquire()));
    for (const slot of slots) slot.release('overloaded');
    expect(limiter.limit).toBe(4);
    for (let round = 0; round < 40; round += 1) (await limiter.acquire()).release('done');
    expect(limiter.limit).toBe(8);
  });

  it('never falls below one and forgets who gave up waiting', async () => {
    const limiter = createAdaptiveLimiter({ max: 1 });
    const slot = await limiter.acquire();
    const controller = new AbortController();
    const waiting = limiter.acquire(controller.signal);
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    slot.release('overloaded');
    expect(limiter.limit).toBe(1);
    (await limiter.acquire()).release('done');
  });
});
