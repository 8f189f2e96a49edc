import type { AttemptSources } from '@o11y-bench/agent-runtime';
import type { CompiledTask, World } from '@o11y-bench/contracts';
import { evaluateTemplate } from '@o11y-bench/formats/expression';
import { evaluateFacts } from '@o11y-bench/grader';

/** What an attempt at a task is computed from: its facts on the pristine world, and queries there. */
export async function attemptSources(task: CompiledTask, world: World): Promise<AttemptSources> {
  const facts = await evaluateFacts(task, world);
  return {
    facts,
    evaluate: evaluateTemplate,
    query: (language, text) => world.query(language, text, { at: world.now }),
  };
}
