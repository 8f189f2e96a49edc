import type { EvalContext, FunctionImplementation } from '../../engine/context.ts';
import { argument, scalarArgument } from '../../engine/context.ts';
import { mergeRows } from '../../engine/merge-rows.ts';
import type { CallPlan, Plan } from '../../engine/plan.ts';
import { fail } from '../../engine/query-failure.ts';
import type { Row } from '../../engine/row.ts';
import { makeRow, RowLabels } from '../../engine/row.ts';
import type { RangeArgument, WindowedSeries } from '../../engine/selectors/windows.ts';
import { rangeArgument, slideWindows } from '../../engine/selectors/windows.ts';
import type { Steps } from '../../engine/steps.ts';
import type { PositionRange } from '../../parser/ast.ts';
import { vectorOf } from '../../engine/value.ts';

/** What a window function sees of the call. */
export interface WindowCall {
  readonly argument: RangeArgument;
  readonly steps: Steps;
  /** The call's scalar arguments in order, one value per step. */
  readonly scalars: readonly Float64Array[];
  readonly context: EvalContext;
}

/** Value of the window [first, last) of one series at a step. Called with at least `minSamples` samples. */
export type WindowValue = (first: number, last: number, step: number) => number;

/** A function over range vectors. */
export interface WindowFunction {
  /** Windows of fewer samples have no value. */
  readonly minSamples: number;
  /** Keeps the metric's name: the value is a sample of the series itself. */
  readonly keepsName?: boolean;
  /** Checks the call once, before any series. */
  readonly check?: (call: CallPlan, windowCall: WindowCall) => void;
  /** Prepares one series and returns what values its windows. */
  readonly over: (series: WindowedSeries, call: WindowCall) => WindowValue;
  /** As `over`, for `anchored` and `smoothed` windows, which hold samples from outside; a window may have no value. */
  readonly extended?: (series: WindowedSeries, call: WindowCall) => (first: number, last: number, step: number) => number | undefined;
  /** Looks at one finished series: annotations. */
  readonly finish?: (row: Row, series: WindowedSeries, call: CallPlan, windowCall: WindowCall) => void;
}

/** Turns a window function into a function of the language: series by series, all steps at once. */
export function overWindows(fn: WindowFunction): FunctionImplementation {
  return (call, steps, context) => {
    const windowCall = prepare(call, steps, context);
    refuseExtension(call.func, windowCall.argument);
    fn.check?.(call, windowCall);
    const { series } = windowCall.argument;
    const first = new Int32Array(steps.count);
    const last = new Int32Array(steps.count);
    const rows: Row[] = [];
    for (const one of series) {
      const windowed = slideWindows(one, windowCall.argument, first, last);
      const widest = countWindows(windowed, windowCall);
      context.budget.spend(one.times.length + steps.count);
      const row = evaluateSeries(fn, windowed, windowCall);
      context.budget.touch(widest + (row?.count ?? 0));
      if (row === undefined) continue;
      context.budget.hold(row.count);
      fn.finish?.(row, windowed, call, windowCall);
      rows.push(row);
    }
    return vectorOf(context.delayedNameRemoval || fn.keepsName === true ? rows : mergeRows(rows));
  };
}

/** Evaluates the range argument and the scalar ones, in the order they are written. */
export function prepare(call: CallPlan, steps: Steps, context: EvalContext): WindowCall {
  const position = call.args.findIndex(isRange);
  const scalars: Float64Array[] = [];
  const range = rangeArgument(argument(call, position), steps, context);
  for (let i = 0; i < call.args.length; i++) if (i !== position) scalars.push(scalarArgument(call, i, steps, context));
  return { argument: range, steps, scalars, context };
}

/** Where annotations about a range argument point: the reference has lost the place of a subquery by then. */
export function rangePosition(plan: Plan): PositionRange {
  return plan.type === 'subquery' ? { start: 0, end: 0 } : plan.pos;
}

/** Sums what the windows hold, for statistics; returns the widest. */
export function countWindows(series: WindowedSeries, { argument: range, steps, context }: WindowCall): number {
  const { first, last } = series;
  const { budget, times } = context;
  let total = 0;
  let read = 0;
  let widest = 0;
  let seen = 0;
  for (let i = 0; i < steps.count; i++) {
    const from = first[i] as number;
    const to = last[i] as number;
    const fresh = Math.max(0, to - Math.max(seen, from));
    seen = Math.max(seen, to);
    total += to - from;
    read += fresh;
    if (to - from > widest) widest = to - from;
    if (budget.perStep) budget.count(times.start + i * times.step, to - from, fresh);
  }
  if (!budget.perStep) budget.count(range.ends.start, total, read);
  return widest;
}

function isRange(plan: CallPlan['args'][number]): boolean {
  return plan.type === 'range-selector' || plan.type === 'subquery';
}

function evaluateSeries(fn: WindowFunction, series: WindowedSeries, call: WindowCall): Row | undefined {
  if (call.argument.extended !== undefined && fn.extended !== undefined)
    return evaluateExtended(fn, series, call, fn.extended(series, call));
  const { first, last } = series;
  const steps = first.length;
  const valueOf = fn.over(series, call);
  const { minSamples } = fn;
  let values: Float64Array | undefined;
  let present: Uint8Array | null = null;
  let count = 0;
  for (let i = 0; i < steps; i++) {
    const from = first[i] as number;
    const to = last[i] as number;
    if (to - from >= minSamples) {
      values ??= new Float64Array(steps);
      values[i] = valueOf(from, to, i);
      count++;
      if (present !== null) present[i] = 1;
    } else if (present === null) {
      present = new Uint8Array(steps).fill(1, 0, i);
    }
  }
  return values === undefined ? undefined : outputRow(fn, series, call, values, present, count);
}

function evaluateExtended(
  fn: WindowFunction,
  series: WindowedSeries,
  call: WindowCall,
  valueOf: (first: number, last: number, step: number) => number | undefined,
): Row | undefined {
  const { first, last } = series;
  const steps = first.length;
  const values = new Float64Array(steps);
  const present = new Uint8Array(steps);
  let count = 0;
  for (let i = 0; i < steps; i++) {
    const from = first[i] as number;
    const to = last[i] as number;
    const value = to > from ? valueOf(from, to, i) : undefined;
    if (value === undefined) continue;
    values[i] = value;
    present[i] = 1;
    count++;
  }
  return count === 0 ? undefined : outputRow(fn, series, call, values, present, count);
}

function outputRow(
  fn: WindowFunction,
  series: WindowedSeries,
  { context }: WindowCall,
  values: Float64Array,
  present: Uint8Array | null,
  count: number,
): Row {
  const drops = fn.keepsName !== true;
  const labels = new RowLabels(series.labels, drops && !context.delayedNameRemoval);
  return makeRow(labels, values, present, count, context.delayedNameRemoval && (drops || series.dropsName === true));
}

const ANCHORED_FUNCTIONS = ['changes', 'delta', 'increase', 'rate', 'resets'];
const SMOOTHED_FUNCTIONS = ['delta', 'increase', 'rate'];

/** `anchored` and `smoothed` hand over samples from outside the window: only functions that know of it may be used. */
function refuseExtension(func: string, { extended }: RangeArgument): void {
  if (extended === undefined) return;
  const allowed = extended === 'anchored' ? ANCHORED_FUNCTIONS : SMOOTHED_FUNCTIONS;
  if (!allowed.includes(func)) fail(`${extended} modifier can only be used with: ${allowed.join(', ')} - not with ${func}`);
}
