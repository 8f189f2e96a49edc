import type { ModelUsage } from '@o11y-bench/contracts';

/** US dollars of one response, or undefined where the model's price is not known. */
export type PriceOf = (model: string, usage: ModelUsage) => number | undefined;

/** Tokens and cost of a run so far. */
export interface UsageTotals {
  /** Adds one response and returns what it cost, where that is known. No usage at all means unknown cost. */
  add(model: string, usage: ModelUsage | undefined): number | undefined;
  readonly usage: ModelUsage;
  /** Undefined as soon as the cost of one response is unknown. */
  readonly costUsd: number | undefined;
  /** The sum of the known costs: a lower bound. */
  readonly knownCostUsd: number;
}

/** Totals that start at nothing. A cost that the provider bills itself goes before the price list. */
export function createUsageTotals(priceOf: PriceOf = () => undefined): UsageTotals {
  let usage: ModelUsage = { input: 0, output: 0 };
  let known = 0;
  let complete = true;
  return {
    add(model, added) {
      const cost = added && (added.costUsd ?? priceOf(model, added));
      if (added) usage = addUsage(usage, added);
      if (cost === undefined) complete = false;
      else known += cost;
      return cost;
    },
    get usage() {
      return usage;
    },
    get costUsd() {
      return complete ? known : undefined;
    },
    get knownCostUsd() {
      return known;
    },
  };
}

function addUsage(a: ModelUsage, b: ModelUsage): ModelUsage {
  const optional = (key: 'cachedInput' | 'cacheWrite' | 'reasoning' | 'costUsd'): Partial<ModelUsage> =>
    a[key] === undefined && b[key] === undefined ? {} : { [key]: (a[key] ?? 0) + (b[key] ?? 0) };
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    ...optional('cachedInput'),
    ...optional('cacheWrite'),
    ...optional('reasoning'),
    ...optional('costUsd'),
  };
}
