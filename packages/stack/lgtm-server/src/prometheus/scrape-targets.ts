import type { Labels } from '@o11y-bench/query-core';

/** A target that is scraped, as `/api/v1/targets` shows it. Durations in seconds, times RFC 3339. */
export interface ActiveTarget {
  readonly discoveredLabels: Labels;
  readonly labels: Labels;
  readonly scrapePool: string;
  readonly scrapeUrl: string;
  readonly globalUrl: string;
  readonly lastError: string;
  readonly lastScrape: string;
  readonly lastScrapeDuration: number;
  readonly health: 'up' | 'down' | 'unknown';
  readonly scrapeInterval: string;
  readonly scrapeTimeout: string;
}

/** A target that relabelling dropped. */
export interface DroppedTarget {
  readonly discoveredLabels: Labels;
  readonly scrapePool: string;
}

/** Everything that a Prometheus scrapes or could. */
export interface ScrapeTargets {
  readonly active: readonly ActiveTarget[];
  readonly dropped: readonly DroppedTarget[];
  /** Scrape pools, also those without any target. */
  readonly pools: readonly string[];
}

/** A Prometheus that scrapes nothing. */
export const NO_TARGETS: ScrapeTargets = { active: [], dropped: [], pools: [] };
