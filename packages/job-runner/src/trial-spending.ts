import type { AgentResult, ModelUsage, TrajectoryStep } from '@o11y-bench/contracts';

/**
 * What was used: agent steps, tokens (prompt and completion), US dollars. Where `tokensTold` or `costTold` is false some model call did not
 * tell, and the number beside it is a lower bound.
 */
export interface Spending {
  readonly steps: number;
  readonly tokens: number;
  readonly costUsd: number;
  readonly tokensTold: boolean;
  readonly costTold: boolean;
}

/** Nothing used, and nothing left untold. */
export const noSpending: Spending = { steps: 0, tokens: 0, costUsd: 0, tokensTold: true, costTold: true };

/** Two spendings together. */
export const addSpending = (a: Spending, b: Spending): Spending => ({
  steps: a.steps + b.steps,
  tokens: a.tokens + b.tokens,
  costUsd: a.costUsd + b.costUsd,
  tokensTold: a.tokensTold && b.tokensTold,
  costTold: a.costTold && b.costTold,
});

/** What an agent's result says of its own use; it counts where the steps do not tell. */
export type ToldByResult = Pick<AgentResult, 'usage' | 'costUsd'>;

/** Counts the steps of one trial. */
export interface SpendingMeter {
  /** Takes a recorded step and returns what it adds. */
  add(step: TrajectoryStep): Spending;
  /** All that was used, once the agent has ended; without a result as far as the steps tell. */
  total(result?: ToldByResult): Spending;
  /** Tokens by the steps; undefined where a model call did not tell them or there was none. */
  readonly usage: ModelUsage | undefined;
  /** Cost by the steps; undefined where a model call did not tell it or there was none. */
  readonly costUsd: number | undefined;
}

/** A meter that has seen no step. */
export function createSpendingMeter(): SpendingMeter {
  const seen = { steps: 0, calls: 0, silent: 0, withTokens: 0, withCost: 0 };
  const sums = { input: 0, output: 0, cachedInput: 0, costUsd: 0 };
  const isTold = (count: number): boolean => count === seen.calls && (seen.calls > 0 || seen.silent === 0);
  return {
    add(step) {
      if (step.source !== 'agent') return noSpending;
      const { metrics, llm_call_count: calls } = step;
      const [input, output, cost] = [count(metrics?.prompt_tokens), count(metrics?.completion_tokens), count(metrics?.cost_usd)];
      seen.steps += 1;
      if (calls !== 0) {
        if (metrics == null && calls == null) seen.silent += 1;
        else seen.calls += 1;
        if (input !== undefined && output !== undefined) seen.withTokens += 1;
        if (cost !== undefined) seen.withCost += 1;
      }
      sums.input += input ?? 0;
      sums.output += output ?? 0;
      sums.cachedInput += count(metrics?.cached_tokens) ?? 0;
      sums.costUsd += cost ?? 0;
      return { ...noSpending, steps: 1, tokens: (input ?? 0) + (output ?? 0), costUsd: cost ?? 0 };
    },
    total(result) {
      const tokens = result?.usage === undefined ? undefined : (count(result.usage.input) ?? 0) + (count(result.usage.output) ?? 0);
      const cost = count(result?.costUsd);
      return {
        steps: seen.steps,
        tokens: Math.max(sums.input + sums.output, tokens ?? 0),
        costUsd: Math.max(sums.costUsd, cost ?? 0),
        tokensTold: tokens !== undefined || isTold(seen.withTokens),
        costTold: cost !== undefined || isTold(seen.withCost),
      };
    },
    get usage() {
      const { input, output, cachedInput } = sums;
      return seen.calls > 0 && isTold(seen.withTokens) ? { input, output, cachedInput } : undefined;
    },
    get costUsd() {
      return seen.calls > 0 && isTold(seen.withCost) ? sums.costUsd : undefined;
    },
  };
}

/** A number that can be counted with: what an agent reports may be anything. */
const count = (value: number | null | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
