import type { AgentLimits, AgentResult, TrajectoryStep } from '@o11y-bench/contracts';

/** Counts what an agent records against the limits of its trial, for agents that do not keep them by themselves. */
export interface StepLimits {
  /** The limit that the steps so far have used up. */
  reached(): AgentResult['end'] | undefined;
  add(step: Pick<TrajectoryStep, 'source' | 'metrics'>): void;
}

/** Nothing counted yet. Only what the steps tell can be counted. */
export function createStepLimits(limits: AgentLimits): StepLimits {
  const used = { steps: 0, tokens: 0, costUsd: 0 };
  return {
    reached() {
      if (used.steps >= limits.maxSteps) return 'step-limit';
      if (limits.maxTokens !== undefined && used.tokens >= limits.maxTokens) return 'token-limit';
      return limits.maxCostUsd !== undefined && used.costUsd >= limits.maxCostUsd ? 'cost-limit' : undefined;
    },
    add({ source, metrics }) {
      if (source !== 'agent') return;
      used.steps += 1;
      used.tokens += (metrics?.prompt_tokens ?? 0) + (metrics?.completion_tokens ?? 0);
      used.costUsd += metrics?.cost_usd ?? 0;
    },
  };
}
