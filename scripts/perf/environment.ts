import { createTrialStack } from '@o11y-bench/stack';
import { median, printFigure, timed, timedRuns } from './figures.ts';
import { createStandardTelemetry } from './standard-telemetry.ts';

/** How long an embedded environment takes to be ready for a first tool call, the first and later ones. */
export async function measureEnvironment(): Promise<void> {
  const telemetry = await createStandardTelemetry();
  const state = telemetry.placed.grafana(telemetry.dashboardUids);
  const start = async (): Promise<void> => {
    await using environment = createTrialStack(telemetry, state);
    await environment.tools.callTool('list_datasources', {});
  };
  printFigure('environment ready and asked once, the first', await timed(start), 'ms');
  printFigure('environment ready and asked once, later ones', median(await timedRuns(20, start)), 'ms', 50);
}
