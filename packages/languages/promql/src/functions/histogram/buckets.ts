/** Buckets of a classic histogram: ascending upper bounds and cumulative counts. */
export interface Buckets {
  readonly bounds: Float64Array;
  readonly counts: Float64Array;
  readonly length: number;
}

/** Decreases that a quantile had to level out. */
export interface Repair {
  readonly minBound: number;
  readonly maxBound: number;
  readonly maxDifference: number;
}

/** A quantile, and what had to be repaired to find it. */
export interface BucketQuantile {
  readonly value: number;
  readonly repair: Repair | undefined;
}

/** Relative differences up to this are noise of floating-point arithmetic. */
const NOISE = 1e-12;

/**
 * The quantile of a classic histogram, by linear interpolation within its bucket (from 0 when the first bound is positive). NaN without an
 * infinite bucket, with fewer than two buckets or without observations. Changes the counts of `buckets`.
 */
export function bucketQuantile(quantile: number, buckets: Buckets): BucketQuantile {
  const special = outOfRange(quantile) ?? (endsInfinite(buckets) ? undefined : Number.NaN);
  if (special !== undefined) return { value: special, repair: undefined };
  const merged = mergeEqualBounds(buckets);
  const repair = levelOut(merged);
  return { value: interpolateQuantile(quantile, merged), repair };
}

/** The share of observations between two values, by the same interpolation. Changes the counts of `buckets`. */
export function bucketFraction(lower: number, upper: number, buckets: Buckets): number {
  if (!endsInfinite(buckets)) return Number.NaN;
  const merged = mergeEqualBounds(buckets);
  const total = merged.counts[merged.length - 1] as number;
  if (total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  return (observationsBelow(upper, merged, total) - observationsBelow(lower, merged, total)) / total;
}

function outOfRange(quantile: number): number | undefined {
  if (Number.isNaN(quantile)) return Number.NaN;
  if (quantile < 0) return -Infinity;
  return quantile > 1 ? Infinity : undefined;
}

function endsInfinite({ bounds, length }: Buckets): boolean {
  return length > 0 && bounds[length - 1] === Infinity;
}

function mergeEqualBounds({ bounds, counts, length }: Buckets): Buckets {
  let kept = 0;
  for (let i = 1; i < length; i++) {
    if (bounds[i] === bounds[kept]) {
      counts[kept] = (counts[kept] as number) + (counts[i] as number);
      continue;
    }
    kept++;
    bounds[kept] = bounds[i] as number;
    counts[kept] = counts[i] as number;
  }
  return { bounds, counts, length: kept + 1 };
}

/** Makes the counts ascend: noise is dropped silently, a real decrease is raised to the count before it and reported. */
function levelOut({ bounds, counts, length }: Buckets): Repair | undefined {
  let repair: Repair | undefined;
  let previous = counts[0] as number;
  for (let i = 1; i < length; i++) {
    const current = counts[i] as number;
    if (current === previous) continue;
    const noise = almostEqual(previous, current);
    if (!noise && !(current < previous)) {
      previous = current;
      continue;
    }
    counts[i] = previous;
    if (!noise) repair = extend(repair, bounds[i] as number, previous - current);
  }
  return repair;
}

function extend(repair: Repair | undefined, bound: number, difference: number): Repair {
  return {
    minBound: Math.min(repair?.minBound ?? Infinity, bound),
    maxBound: Math.max(repair?.maxBound ?? -Infinity, bound),
    maxDifference: Math.max(repair?.maxDifference ?? 0, difference),
  };
}

function almostEqual(a: number, b: number): boolean {
  if (Number.isNaN(a) && Number.isNaN(b)) return true;
  const sum = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  const smallestNormal = 2 ** -1022;
  if (a === 0 || b === 0 || sum < smallestNormal) return difference < NOISE * smallestNormal;
  return difference / Math.min(sum, Number.MAX_VALUE) < NOISE;
}

function interpolateQuantile(quantile: number, { bounds, counts, length }: Buckets): number {
  const observations = counts[length - 1] as number;
  if (length < 2 || observations === 0) return Number.NaN;
  let rank = quantile * observations;
  const bucket = firstReaching(counts, length - 1, rank);
  if (bucket === length - 1) return bounds[length - 2] as number;
  if (bucket === 0 && (bounds[0] as number) <= 0) return bounds[0] as number;
  let from = 0;
  let count = counts[bucket] as number;
  if (bucket > 0) {
    from = bounds[bucket - 1] as number;
    count -= counts[bucket - 1] as number;
    rank -= counts[bucket - 1] as number;
  }
  return from + ((bounds[bucket] as number) - from) * (rank / count);
}

/** Index of the first of `length` counts that is at least `rank`, else `length` (by bisection: counts may be NaN). */
function firstReaching(counts: Float64Array, length: number, rank: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((counts[middle] as number) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Observations up to a value; all of them when it lies in or beyond the last bucket's reach. */
function observationsBelow(value: number, { bounds, counts, length }: Buckets, total: number): number {
  let from = (bounds[0] as number) <= 0 ? -Infinity : 0;
  let before = 0;
  for (let i = 0; i < length; i++) {
    if (i > 0) from = bounds[i - 1] as number;
    const to = bounds[i] as number;
    const count = counts[i] as number;
    if (from >= value) return Math.min(before, total);
    if (to > value) {
      const within = from === -Infinity ? count : before + ((count - before) * (value - from)) / (to - from);
      return within > total ? total : within;
    }
    before = count;
  }
  return total;
}
