import type { Labels } from '@o11y-bench/query-core';
import type { MetricTable } from './relative-world.ts';

/** A series in absolute time: what a series source of `@o11y-bench/promql` gives. */
export interface PlacedSeries {
  readonly labels: Labels;
  /** Unix milliseconds, ascending; all series share one array. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Puts the sample grid at T; the values are shared with the world. */
export function placeMetrics({ timesMs, series }: MetricTable, now: number): PlacedSeries[] {
  const times = timesMs.map((time) => time + now);
  return series.map(({ labels, firstStep, values }) => ({ labels, values, times: firstStep === 0 ? times : times.subarray(firstStep) }));
}
