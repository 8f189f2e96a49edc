import type { SeriesData } from '@o11y-bench/promql';
import type { MetricStore } from '@o11y-bench/telemetry-store';

/** All series of a store with all their samples, in its order. */
export function everySeries(store: MetricStore): readonly SeriesData[] {
  const range = store.range();
  return range === undefined ? [] : store.select([], range.from, range.to);
}
