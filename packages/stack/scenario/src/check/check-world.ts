import type { RelativeWorld } from '../world/relative-world.ts';
import { checkDeployments } from './check-deployments.ts';
import { checkIncidents } from './check-incidents.ts';
import { checkLogs } from './check-logs.ts';
import { checkMetrics } from './check-metrics.ts';
import { checkSignalsAgree } from './check-signals-agree.ts';
import { checkTraces } from './check-traces.ts';
import type { WorldFinding } from './finding.ts';
import { readWorld } from './world-reading.ts';

/** Everything that is wrong with a world, read off its data: structure, agreement of the signals, and whether each incident can be seen. */
export function checkWorld(world: RelativeWorld): WorldFinding[] {
  const reading = readWorld(world);
  return [
    ...checkMetrics(world),
    ...checkTraces(world),
    ...checkLogs(reading),
    ...checkSignalsAgree(reading),
    ...checkDeployments(reading),
    ...checkIncidents(reading),
  ];
}
