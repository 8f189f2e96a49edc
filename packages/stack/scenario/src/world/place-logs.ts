import type { Labels } from '@o11y-bench/query-core';
import type { LogStream } from './relative-world.ts';

/** A log stream in absolute time. Entries are numbered 0..length-1, oldest first. */
export interface PlacedLogStream {
  readonly labels: Labels;
  readonly structuredMetadata: Labels;
  readonly length: number;
  /** Unix nanoseconds of an entry. */
  timeNs(index: number): bigint;
  /** The whole line of an entry, with its timestamp. */
  line(index: number): string;
}

/** Puts log streams at T; lines are put together when they are read. */
export function placeLogs(streams: readonly LogStream[], now: number): PlacedLogStream[] {
  return streams.map(({ labels, structuredMetadata, timesNs, bodyTimesMs, tails }) => ({
    labels,
    structuredMetadata,
    length: tails.length,
    timeNs: (index) => absoluteNs(now, timesNs[index] ?? 0),
    line: (index) => `{"timestamp": "${new Date(now + (bodyTimesMs[index] ?? 0)).toISOString()}", ${tails[index] ?? ''}`,
  }));
}

/** Unix nanoseconds of an instant given relative to T. */
export const absoluteNs = (now: number, relativeNs: number): bigint => BigInt(now) * 1_000_000n + BigInt(relativeNs);
