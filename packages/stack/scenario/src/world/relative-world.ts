import type { GrafanaDatasource, JsonObject } from '@o11y-bench/contracts';
import type { Labels } from '@o11y-bench/query-core';
import type { ResolvedScenario } from '../generate/resolve-scenario.ts';
import type { TraceTable } from './trace-table.ts';

/**
 * The telemetry of a scenario in time relative to T: the same at every T. Relative times are negative; those in nanoseconds are whole
 * numbers below 2^53, so a number holds them exactly.
 */
export interface RelativeWorld {
  /** Version of the generator that made it. */
  readonly generator: number;
  readonly scenario: ResolvedScenario;
  readonly metrics: MetricTable;
  /** Sorted by labels. */
  readonly logs: readonly LogStream[];
  readonly traces: TraceTable;
  readonly grafana: RelativeGrafana;
}

/** All series over one grid of sample instants. */
export interface MetricTable {
  /** Milliseconds relative to T, ascending. */
  readonly timesMs: Float64Array;
  /** Sorted by labels, the order of an unsorted vector. */
  readonly series: readonly MetricSeries[];
}

/** One series: a sample at every instant of the grid from `firstStep` on. */
export interface MetricSeries {
  /** Keys in byte order, `__name__` among them. */
  readonly labels: Labels;
  readonly firstStep: number;
  readonly values: Float64Array;
}

/** One log stream as it is pushed: what a server adds by itself (`service_name`, `detected_level`) is not in it. Entries ascend in time. */
export interface LogStream {
  readonly labels: Labels;
  readonly structuredMetadata: Labels;
  /** Entry times, nanoseconds relative to T. */
  readonly timesNs: Float64Array;
  /** What each line's own `timestamp` field says, milliseconds relative to T. */
  readonly bodyTimesMs: Float64Array;
  /** Each line from behind its `timestamp` field on: the line is `{"timestamp": "<ISO 8601>", ` and this. */
  readonly tails: readonly string[];
}

/** What Grafana holds before a task sets anything up, and the dashboards that tasks may ask for, by uid. */
export interface RelativeGrafana {
  readonly dataSources: readonly GrafanaDatasource[];
  readonly dashboards: Readonly<Record<string, JsonObject>>;
}
