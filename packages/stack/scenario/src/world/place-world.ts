import type { GrafanaState, WorldTrace } from '@o11y-bench/contracts';
import { grafanaState } from './grafana-state.ts';
import { placeLogs, type PlacedLogStream } from './place-logs.ts';
import { placeMetrics, type PlacedSeries } from './place-metrics.ts';
import { placeTrace } from './place-trace.ts';
import type { RelativeWorld } from './relative-world.ts';
import { traceCount } from './trace-table.ts';

/** A world with its T put at an instant. Placing copies no samples and no text. */
export interface PlacedWorld {
  /** T, Unix milliseconds, on a whole minute. */
  readonly now: number;
  readonly series: readonly PlacedSeries[];
  readonly logs: readonly PlacedLogStream[];
  readonly traceCount: number;
  /** Traces are numbered 0..traceCount-1, oldest first. */
  trace(index: number): WorldTrace;
  /** The Grafana state of a task that sets up these dashboards. */
  grafana(dashboardUids: readonly string[]): GrafanaState;
}

/** Puts a world's T at an instant (Unix milliseconds), cut to the minute. */
export function placeWorld(world: RelativeWorld, at: number): PlacedWorld {
  const now = floorToMinute(at);
  return {
    now,
    series: placeMetrics(world.metrics, now),
    logs: placeLogs(world.logs, now),
    traceCount: traceCount(world.traces),
    trace: (index) => placeTrace(world.traces, index, now),
    grafana: (dashboardUids) => grafanaState(world.grafana, now, dashboardUids),
  };
}

/** The minute that an instant (Unix milliseconds) lies in: where T may be. */
export const floorToMinute = (at: number): number => Math.floor(at / 60_000) * 60_000;
