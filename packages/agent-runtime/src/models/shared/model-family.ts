import type { ReasoningEffort } from '@o11y-bench/contracts';

/** The efforts in rising order. */
export const efforts: readonly ReasoningEffort[] = ['off', 'minimal', 'low', 'medium', 'high', 'xhigh'];

/** The effort among those that a model takes which is nearest to what is asked, the lower one where two are as near. */
export function nearestEffort<Level extends ReasoningEffort>(asked: ReasoningEffort, taken: readonly Level[]): Level | undefined {
  const distance = (level: ReasoningEffort): number => Math.abs(efforts.indexOf(level) - efforts.indexOf(asked));
  return taken.reduce<Level | undefined>(
    (best, level) => (best !== undefined && distance(best) <= distance(level) ? best : level),
    undefined,
  );
}
