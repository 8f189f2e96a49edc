import type { AtifStep, AtifTrajectory } from '@o11y-bench/formats/atif';

/**
 * Totals over the steps. Tokens are there when any step has them; the cost only when every step that called a model has one, since a
 * partial sum would read as the whole.
 */
export function finalMetrics(steps: readonly AtifStep[]): NonNullable<AtifTrajectory['final_metrics']> {
  const metered = steps.flatMap((step) => (step.source === 'agent' && step.llm_call_count !== 0 && step.metrics ? [step.metrics] : []));
  const toolCalls = steps.reduce((sum, step) => sum + (step.tool_calls?.length ?? 0), 0);
  const cost = metered.length > 0 && metered.every((metrics) => metrics.cost_usd != null);
  return {
    ...total(
      'total_prompt_tokens',
      metered.map((metrics) => metrics.prompt_tokens),
    ),
    ...total(
      'total_completion_tokens',
      metered.map((metrics) => metrics.completion_tokens),
    ),
    ...total(
      'total_cached_tokens',
      metered.map((metrics) => metrics.cached_tokens),
    ),
    ...(cost ? { total_cost_usd: metered.reduce((sum, metrics) => sum + (metrics.cost_usd ?? 0), 0) } : {}),
    total_steps: steps.length,
    extra: { tool_calls: toolCalls },
  };
}

function total(key: string, values: readonly (number | null | undefined)[]): Record<string, number> {
  const known = values.filter((value) => value != null);
  return known.length > 0 ? { [key]: known.reduce((sum, value) => sum + value, 0) } : {};
}
