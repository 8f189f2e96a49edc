import type { TrajectoryStep } from '@o11y-bench/contracts';
import { addSpending, createSpendingMeter, noSpending, type Spending, type SpendingMeter, type ToldByResult } from './trial-spending.ts';

/** Limits of a whole job, over all of its trials. They say when to stop, not how a trial runs: a resume may change them. */
export interface JobLimits {
  readonly maxSteps?: number;
  readonly maxTokens?: number;
  readonly maxCostUsd?: number;
}

/** The limit that stopped a job. `untold`: a trial did not tell what it used, so that the limit could not be kept any longer. */
export interface ReachedLimit {
  readonly limit: 'steps' | 'tokens' | 'cost';
  readonly max: number;
  readonly spent: number;
  readonly untold?: true;
  /** True where it had been reached before this run, so that nothing was run. */
  readonly before?: true;
}

/** One trial's account with the job. */
export interface TrialAccount {
  /** Aborts when the job's budget is used up, by this trial or another, and when the job is stopped from outside. */
  readonly signal: AbortSignal;
  record(step: TrajectoryStep): void;
  /** Closes the account of a trial whose agent gave a result: what the steps did not tell, the result may. */
  settle(result: ToldByResult): void;
  readonly meter: SpendingMeter;
}

/** What a job may use and has used. */
export interface JobBudget {
  readonly spent: Spending;
  readonly reached: ReachedLimit | undefined;
  /** `outer` stops the job from outside. */
  openAccount(outer: AbortSignal): TrialAccount;
}

/** A budget on top of what the job's earlier trials used. Without limits it is never used up. */
export function createJobBudget(limits: JobLimits = {}, before: Spending = noSpending): JobBudget {
  const controller = new AbortController();
  let spent = before;
  const already = findReached(limits, spent);
  let reached: ReachedLimit | undefined = already && { ...already, before: true };
  if (reached) controller.abort(new Error('the limit of the job is reached'));
  const add = (more: Spending): void => {
    spent = addSpending(spent, more);
    reached ??= findReached(limits, spent);
    if (reached && !controller.signal.aborted) controller.abort(new Error('the limit of the job is reached'));
  };
  return {
    get spent() {
      return spent;
    },
    get reached() {
      return reached;
    },
    openAccount: (outer) => openAccount(AbortSignal.any([outer, controller.signal]), add),
  };
}

function openAccount(signal: AbortSignal, add: (more: Spending) => void): TrialAccount {
  const meter = createSpendingMeter();
  let counted = noSpending;
  return {
    signal,
    meter,
    record(step) {
      const more = meter.add(step);
      counted = addSpending(counted, more);
      add(more);
    },
    settle(result) {
      const total = meter.total(result);
      add({ ...total, steps: 0, tokens: total.tokens - counted.tokens, costUsd: total.costUsd - counted.costUsd });
    },
  };
}

function findReached({ maxSteps, maxTokens, maxCostUsd }: JobLimits, spent: Spending): ReachedLimit | undefined {
  const limits = [
    { limit: 'cost', max: maxCostUsd, spent: spent.costUsd, told: spent.costTold },
    { limit: 'tokens', max: maxTokens, spent: spent.tokens, told: spent.tokensTold },
    { limit: 'steps', max: maxSteps, spent: spent.steps, told: true },
  ] as const;
  for (const { limit, max, spent: used } of limits) if (max !== undefined && used >= max) return { limit, max, spent: used };
  for (const { limit, max, spent: used, told } of limits) if (max !== undefined && !told) return { limit, max, spent: used, untold: true };
  return undefined;
}
