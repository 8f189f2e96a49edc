import type { AccessLogEntry } from '@o11y-bench/contracts';
import type { ServedRequest } from '@o11y-bench/lgtm-server';

/** Most requests that one environment remembers: an agent that asks more often is no reason to fill the memory. */
const MOST_ENTRIES = 20_000;

/** Collects what the servers of one environment answered, numbered, in time since the environment was ready. */
export function createAccessRecorder(): {
  readonly onServed: (served: ServedRequest) => void;
  readonly entries: readonly AccessLogEntry[];
} {
  const entries: AccessLogEntry[] = [];
  const started = performance.now();
  return {
    entries,
    onServed(served) {
      if (entries.length >= MOST_ENTRIES) return;
      entries.push({ seq: entries.length + 1, atMs: Math.round(performance.now() - started), ...served });
    },
  };
}
