import type { EvalContext } from '../context.ts';
import type { Plan, RangeSelectorPlan, SubqueryPlan } from '../plan.ts';
import { fail } from '../query-failure.ts';
import type { Steps } from '../steps.ts';
import { lastTime } from '../steps.ts';
import type { RangeSeries } from '../value.ts';
import { looksOf, selectSeries } from './instant-selector.ts';
import { firstAfter } from './search.ts';
import { withoutMarkers } from './staleness.ts';
import { evaluateSubquery } from './subquery.ts';

/** Where the window of each step lies among the samples of a series. Series with the same times share it. */
export interface Windows {
  readonly times: Float64Array;
  /** Per step the index of the window's first sample. */
  readonly first: Int32Array;
  /** Per step the index after the window's last sample. */
  readonly last: Int32Array;
  /** Samples in all windows together. */
  readonly total: number;
  /** Samples in at least one window. */
  readonly read: number;
  /** Samples in the fullest window. */
  readonly widest: number;
}

/** One series of a range vector with its windows. */
export interface WindowedSeries extends RangeSeries {
  readonly windows: Windows;
}

/** A range-vector argument: its series and its windows (start, end]. */
export interface RangeArgument {
  readonly series: readonly RangeSeries[];
  /** Milliseconds. */
  readonly range: number;
  /** Ends of the windows. All the same when the argument is fixed in time. */
  readonly ends: Steps;
  readonly extended: 'anchored' | 'smoothed' | undefined;
  /** How far samples outside the window are looked at (milliseconds before and after it). */
  readonly reach: { readonly before: number; readonly after: number };
  readonly ofSubquery: boolean;
}

/** Fetches or computes what a range-vector argument needs over all steps. */
export function rangeArgument(plan: Plan, steps: Steps, context: EvalContext): RangeArgument {
  if (plan.type === 'range-selector') return selectRanges(plan, steps, context);
  if (plan.type === 'subquery') return subqueryRanges(plan, steps, context);
  return fail(`unexpected ${plan.type} where a range vector is expected`);
}

/** Slides the windows over samples at the given times: two pointers, each sample is passed once. */
export function slideWindows(times: Float64Array, { ends, range, reach }: RangeArgument): Windows {
  const first = new Int32Array(ends.count);
  const last = new Int32Array(ends.count);
  const length = times.length;
  let [low, high, total, read, widest] = [0, 0, 0, 0, 0];
  for (let i = 0; i < ends.count; i++) {
    const end = ends.start + i * ends.step;
    const start = end - range - reach.before;
    const seen = high;
    while (high < length && (times[high] as number) <= end + reach.after) high++;
    while (low < high && (times[low] as number) <= start) low++;
    first[i] = low;
    last[i] = high;
    total += high - low;
    read += high - Math.max(seen, low);
    widest = Math.max(widest, high - low);
  }
  return { times, first, last, total, read, widest };
}

/** Whether two series have their samples at the same times. */
export function sameTimes(a: Float64Array, b: Float64Array): boolean {
  const { length } = a;
  if (length !== b.length) return false;
  if (a.buffer === b.buffer && a.byteOffset === b.byteOffset) return true;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function selectRanges(plan: RangeSelectorPlan, steps: Steps, context: EvalContext): RangeArgument {
  const { selector, range } = plan;
  const ends = looksOf(selector, steps);
  const reach = reachOf(plan, context.lookbackDelta);
  const before = range + reach.before;
  const found = selectSeries(selector, ends, before, reach.after, context);
  const series = found.map(({ labels, times, values }) => {
    const from = firstAfter(times, ends.start - before);
    const to = firstAfter(times, lastTime(ends) + reach.after);
    return { labels, ...withoutMarkers(times, values, from, to) };
  });
  return { series, range, ends, reach, extended: extensionOf(plan), ofSubquery: false };
}

/** Which samples beside those in the window `anchored` and `smoothed` look at. */
export function reachOf(plan: RangeSelectorPlan, lookback: number): { readonly before: number; readonly after: number } {
  const { anchored, smoothed } = plan.selector;
  return { before: anchored || smoothed ? lookback : 0, after: smoothed ? lookback : 0 };
}

function extensionOf(plan: RangeSelectorPlan): 'anchored' | 'smoothed' | undefined {
  if (plan.selector.anchored) return 'anchored';
  return plan.selector.smoothed ? 'smoothed' : undefined;
}

function subqueryRanges(plan: SubqueryPlan, steps: Steps, context: EvalContext): RangeArgument {
  const ends = looksOf(plan, steps);
  const series = evaluateSubquery(plan, steps, context);
  return { series, range: plan.range, ends, reach: { before: 0, after: 0 }, extended: undefined, ofSubquery: true };
}
