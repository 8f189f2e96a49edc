import type { Scenario } from '../file/scenario-schema.ts';
import { createRandomStreams } from '../random/random-streams.ts';
import type { RelativeWorld } from '../world/relative-world.ts';
import { buildGrafana } from './build-grafana.ts';
import { buildLogs } from './build-logs.ts';
import { buildMetrics } from './build-metrics.ts';
import { buildTraces } from './build-traces.ts';
import { drawInternalRequests } from './draw-internal-requests.ts';
import { drawRequests } from './draw-requests.ts';
import { drawTraffic } from './draw-traffic.ts';
import { resolveScenario } from './resolve-scenario.ts';
import { createTimeGrid } from './time-grid.ts';

/** Counts up with every change that gives another world for the same scenario and seed. */
export const generatorVersion = 1;

/** The world of a scenario and a seed (the scenario's own when none is given): the same on every machine, unchecked. */
export function generateWorld(scenario: Scenario, options: { readonly seed?: number } = {}): RelativeWorld {
  const resolved = resolveScenario(scenario, options.seed);
  const streams = createRandomStreams(resolved.seed);
  const grid = createTimeGrid(resolved);
  const traffic = drawTraffic(resolved, grid, streams);
  const requests = drawRequests(resolved, grid, traffic, streams);
  const drawn = { requests, internal: drawInternalRequests(resolved, grid, traffic, streams) };
  return {
    generator: generatorVersion,
    scenario: resolved,
    metrics: buildMetrics(resolved, grid, traffic, drawn, streams),
    logs: buildLogs(resolved, grid, traffic, drawn, streams),
    traces: buildTraces(resolved, requests, streams),
    grafana: buildGrafana(resolved),
  };
}
