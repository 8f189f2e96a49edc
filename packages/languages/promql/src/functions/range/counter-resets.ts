/** Corrects increases of a counter for the times it started anew. */
export interface CounterResets {
  /** Adds to `increase` what the counter had reached before each reset in the window [first, last). Windows come in ascending order. */
  correct(increase: number, first: number, last: number): number;
}

/** Windows with more resets than this are summed from running totals instead of one by one. */
const MANY = 64;

/** Finds the resets of a series once; a window then looks only at its own. */
export function counterResets(values: Float64Array): CounterResets {
  const positions = resetPositions(values);
  const resets = positions.length;
  if (resets === 0) return { correct: (increase) => increase };
  const totals = resets > MANY ? runningTotals(values, positions) : undefined;
  let low = 0;
  let high = 0;
  return {
    correct(increase, first, last) {
      while (high < resets && (positions[high] as number) < last) high++;
      while (low < high && (positions[low] as number) <= first) low++;
      if (totals !== undefined && high - low > MANY) return increase + ((totals[high] as number) - (totals[low] as number));
      let corrected = increase;
      for (let i = low; i < high; i++) corrected += values[(positions[i] as number) - 1] as number;
      return corrected;
    },
  };
}

/** Indexes of the samples that are lower than the one before. */
function resetPositions(values: Float64Array): readonly number[] {
  const positions: number[] = [];
  for (let i = 1; i < values.length; i++) {
    if ((values[i] as number) < (values[i - 1] as number)) positions.push(i);
  }
  return positions;
}

/** Sum of the values before the first `i` resets; not used when it would overflow. */
function runningTotals(values: Float64Array, positions: readonly number[]): Float64Array | undefined {
  const totals = new Float64Array(positions.length + 1);
  for (let i = 0; i < positions.length; i++) {
    totals[i + 1] = (totals[i] as number) + (values[(positions[i] as number) - 1] as number);
    if (!Number.isFinite(totals[i + 1])) return undefined;
  }
  return totals;
}
