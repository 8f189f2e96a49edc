import { BenchError } from '@o11y-bench/contracts';
import type { Scenario } from '../file/scenario-schema.ts';
import { generateWorld } from '../generate/generate-world.ts';
import type { RelativeWorld } from '../world/relative-world.ts';
import { checkWorld } from './check-world.ts';

/** Generates a world and checks it; a world that breaks a law becomes a BenchError `invalid-file` that lists what is wrong. */
export function buildWorld(scenario: Scenario, options: { readonly seed?: number } = {}): RelativeWorld {
  const world = generateWorld(scenario, options);
  const found = checkWorld(world);
  if (found.length === 0) return world;
  const { id, seed } = world.scenario;
  const list = found.map(({ law, message }) => `  ${law}: ${message}`).join('\n');
  throw new BenchError(
    'invalid-file',
    `the world of scenario ${id} with seed ${seed} is no good:\n${list}\nTake another seed, or mend the scenario.`,
    {
      facts: { scenario: id, seed, findings: found },
    },
  );
}
