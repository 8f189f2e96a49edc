import type { EnvironmentDriver } from '@o11y-bench/contracts';
import { createTrialStack, type SharedTelemetry } from '@o11y-bench/stack';

/** Environments in this process: telemetry is shared, Grafana and the access log are each trial's own. */
export const createEmbeddedDriver = (shared: SharedTelemetry): EnvironmentDriver => ({
  kind: 'embedded',
  start: ({ grafana }) => Promise.resolve(createTrialStack(shared, grafana)),
  [Symbol.asyncDispose]: () => Promise.resolve(),
});
