/** Indexes of the samples that are lower than the one before: there a counter started anew. */
export function resetPositions(values: Float64Array): Int32Array {
  let found = 0;
  let before = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < before) found++;
    before = value;
  }
  const positions = new Int32Array(found);
  for (let i = values.length - 1; found > 0; i--) {
    if ((values[i] as number) < (values[i - 1] as number)) positions[--found] = i;
  }
  return positions;
}

/** Adds to an increase what the counter had reached before each of the resets [low, high). */
export type ResetCorrection = (increase: number, low: number, high: number) => number;

/** Windows with more resets than this are summed from running totals instead of one by one. */
const MANY = 64;

/** Corrects the increases of a series with resets at the given positions. */
export function resetCorrection(values: Float64Array, positions: Int32Array): ResetCorrection {
  const totals = positions.length > MANY ? runningTotals(values, positions) : undefined;
  return (increase, low, high) => {
    if (totals !== undefined && high - low > MANY) return increase + ((totals[high] as number) - (totals[low] as number));
    let corrected = increase;
    for (let i = low; i < high; i++) corrected += values[(positions[i] as number) - 1] as number;
    return corrected;
  };
}

/** Sum of the values before the first `i` resets; not used when it would overflow. */
function runningTotals(values: Float64Array, positions: Int32Array): Float64Array | undefined {
  const totals = new Float64Array(positions.length + 1);
  for (let i = 0; i < positions.length; i++) {
    totals[i + 1] = (totals[i] as number) + (values[(positions[i] as number) - 1] as number);
    if (!Number.isFinite(totals[i + 1])) return undefined;
  }
  return totals;
}
