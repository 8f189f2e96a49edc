import type { SeriesSource } from '@o11y-bench/promql';
import type { Labels } from '@o11y-bench/query-core';

/** A source that counts the series a query touches: those that have samples in what it asked for. */
export function countTouched(source: SeriesSource): { readonly source: SeriesSource; readonly touched: () => number } {
  const seen = new Set<Labels>();
  return {
    source: {
      select: (matchers, from, to) => {
        const found = source.select(matchers, from, to);
        for (const { labels } of found) seen.add(labels);
        return found;
      },
    },
    touched: () => seen.size,
  };
}
