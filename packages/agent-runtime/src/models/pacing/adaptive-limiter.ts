/** Bounds how many requests run at once. Shared by all models of one provider's key. */
export interface AdaptiveLimiter {
  /** Waits for a free place. */
  acquire(signal?: AbortSignal): Promise<Slot>;
  /** Places there are at present. */
  readonly limit: number;
}

/** A place taken. Each is released once, with what the request met. */
export interface Slot {
  release(outcome: 'done' | 'overloaded'): void;
}

/**
 * A limiter that halves its places when the provider says that it is overloaded and grows by about one place per round of answers.
 * Requests that were already under way when it shrank do not shrink it again.
 */
export function createAdaptiveLimiter(options: { readonly max?: number; readonly initial?: number } = {}): AdaptiveLimiter {
  const max = options.max ?? 64;
  let limit = options.initial ?? max;
  let running = 0;
  let era = 0;
  const waiting: (() => void)[] = [];
  const admit = (): void => {
    while (running < Math.floor(limit) && waiting.length > 0) {
      running += 1;
      waiting.shift()?.();
    }
  };
  const take = (): Slot => {
    const startedIn = era;
    let released = false;
    return {
      release(outcome) {
        if (released) return;
        released = true;
        running -= 1;
        if (outcome === 'done') limit = Math.min(max, limit + 1 / limit);
        else if (startedIn === era) {
          limit = Math.max(1, limit / 2);
          era += 1;
        }
        admit();
      },
    };
  };
  return {
    get limit() {
      return Math.floor(limit);
    },
    acquire(signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const enter = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve(take());
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(signal?.reason as Error);
        };
        signal?.addEventListener('abort', leave, { once: true });
        waiting.push(enter);
        admit();
      });
    },
  };
}
