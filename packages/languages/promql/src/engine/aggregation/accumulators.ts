import type { AggregationOp } from '../../parser/ast.ts';

/** What one group has gathered so far: per step the number of samples, a main and a second value. */
export interface GroupState {
  readonly counts: Float64Array;
  readonly values: Float64Array;
  /** Compensation of a sum, or a running mean. */
  readonly second: Float64Array;
}

/** An aggregation that takes samples one by one. */
export interface Accumulator {
  /** Takes a group's first sample at a step. */
  readonly start: (state: GroupState, step: number, value: number) => void;
  /** Takes a further sample. */
  readonly add: (state: GroupState, step: number, value: number) => void;
  /** The result from at least one sample. */
  readonly result: (state: GroupState, step: number) => number;
}

/** Aggregations that need no sample twice. */
export const ACCUMULATORS: Readonly<Partial<Record<AggregationOp, Accumulator>>> = {
  sum: { start: keep, add: addCompensated, result: compensatedTotal },
  avg: { start: keep, add: addCompensated, result: compensatedMean },
  count: { start: nothing, add: nothing, result: ({ counts }, step) => counts[step] as number },
  group: { start: nothing, add: nothing, result: () => 1 },
  min: { start: keep, add: (state, step, value) => replaceIf(state, step, value, (state.values[step] as number) > value), result: main },
  max: { start: keep, add: (state, step, value) => replaceIf(state, step, value, (state.values[step] as number) < value), result: main },
  stdvar: { start: startVariance, add: addVariance, result: variance },
  stddev: { start: startVariance, add: addVariance, result: (state, step) => Math.sqrt(variance(state, step)) },
};

function nothing(): void {
  // The number of samples is counted outside.
}

function keep({ values }: GroupState, step: number, value: number): void {
  values[step] = value;
}

function main({ values }: GroupState, step: number): number {
  return values[step] as number;
}

function replaceIf({ values }: GroupState, step: number, value: number, better: boolean): void {
  if (better || Number.isNaN(values[step])) values[step] = value;
}

/** Neumaier's summation, as the reference sums. */
function addCompensated({ values, second }: GroupState, step: number, value: number): void {
  const sum = values[step] as number;
  const total = sum + value;
  if (total === Infinity || total === -Infinity) second[step] = 0;
  else if (Math.abs(sum) >= Math.abs(value)) second[step] = (second[step] as number) + (sum - total + value);
  else second[step] = (second[step] as number) + (value - total + sum);
  values[step] = total;
}

function compensatedTotal({ values, second }: GroupState, step: number): number {
  return (values[step] as number) + (second[step] as number);
}

/** Not finite when the sum overflowed: the caller then takes an incremental mean. */
function compensatedMean({ counts, values, second }: GroupState, step: number): number {
  const count = counts[step] as number;
  return (values[step] as number) / count + (second[step] as number) / count;
}

function startVariance({ values, second }: GroupState, step: number, value: number): void {
  values[step] = Number.isFinite(value) ? 0 : Number.NaN;
  second[step] = value;
}

/** Welford's method. */
function addVariance({ counts, values, second }: GroupState, step: number, value: number): void {
  const delta = value - (second[step] as number);
  second[step] = (second[step] as number) + delta / (counts[step] as number);
  values[step] = (values[step] as number) + delta * (value - (second[step] as number));
}

function variance({ counts, values }: GroupState, step: number): number {
  return (values[step] as number) / (counts[step] as number);
}
