import type { AccessLogEntry } from '@o11y-bench/contracts';

/** An access log entry without what only the environment knows: its number and its time. */
export type ServedRequest = Omit<AccessLogEntry, 'seq' | 'atMs'>;

/** Takes an entry for every request that was answered. */
export type OnServed = (entry: ServedRequest) => void;
