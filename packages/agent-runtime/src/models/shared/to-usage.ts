import type { ModelUsage } from '@o11y-bench/contracts';

type Counts = { readonly [Key in keyof ModelUsage]?: number | null | undefined };

/** Token counts with what is zero or missing left out; input and output are always there. */
export function toUsage(counts: Counts): ModelUsage {
  const optional = (key: 'cachedInput' | 'cacheWrite' | 'reasoning'): Partial<ModelUsage> => (counts[key] ? { [key]: counts[key] } : {});
  return {
    input: counts.input ?? 0,
    output: counts.output ?? 0,
    ...optional('cachedInput'),
    ...optional('cacheWrite'),
    ...optional('reasoning'),
    ...(typeof counts.costUsd === 'number' ? { costUsd: counts.costUsd } : {}),
  };
}
