import type { JsonObject } from '@o11y-bench/contracts';
import type { AtifStep, AtifTrajectory } from '@o11y-bench/formats/atif';
import type { ScriptedTurn } from './scripted-model.ts';

/** The turns that an agent's model took in a saved trajectory, to be played again. Usage is as it was recorded. */
export function scriptFromTrajectory(trajectory: Pick<AtifTrajectory, 'steps'>): readonly ScriptedTurn[] {
  return trajectory.steps.filter((step) => step.source === 'agent').map(toTurn);
}

/** The text of a step's message; images and audio have none. */
export const stepText = ({ message }: Pick<AtifStep, 'message'>): string =>
  typeof message === 'string' ? message : message.map((part) => part.text ?? '').join('');

function toTurn(step: AtifStep): ScriptedTurn {
  const { metrics } = step;
  return {
    text: stepText(step),
    ...(step.reasoning_content ? { reasoning: step.reasoning_content } : {}),
    calls: (step.tool_calls ?? []).map((call) => ({
      name: call.function_name,
      id: call.tool_call_id,
      arguments: call.arguments as JsonObject,
    })),
    ...(metrics?.prompt_tokens == null
      ? {}
      : { usage: { input: metrics.prompt_tokens, output: metrics.completion_tokens ?? 0, ...cached(metrics.cached_tokens) } }),
  };
}

const cached = (tokens: number | null | undefined): { cachedInput?: number } => (tokens ? { cachedInput: tokens } : {});
