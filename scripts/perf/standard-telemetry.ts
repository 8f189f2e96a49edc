import { generateWorld, loadScenario, worldHash } from '@o11y-bench/scenario';
import { createSharedTelemetry, type SharedTelemetry } from '@o11y-bench/stack';

/** T of the measurements. */
export const perfTime = Date.parse('2026-04-15T19:00:00Z');

/** The standard world in stores, not from a cache. */
export async function createStandardTelemetry(): Promise<SharedTelemetry> {
  const world = generateWorld(await loadScenario(new URL('../../tasks-spec/scenarios/standard.yaml', import.meta.url).pathname));
  return createSharedTelemetry(world, worldHash(world), perfTime);
}
