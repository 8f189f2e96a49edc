import type { EvalContext } from '../context.ts';
import type { Plan, RangeSelectorPlan, SubqueryPlan } from '../plan.ts';
import { fail } from '../query-failure.ts';
import type { Steps } from '../steps.ts';
import { lastTime, timeOf } from '../steps.ts';
import type { RangeSeries } from '../value.ts';
import { looksOf, selectSeries } from './instant-selector.ts';
import { firstAfter } from './search.ts';
import { withoutMarkers } from './staleness.ts';
import { evaluateSubquery } from './subquery.ts';

/** A range vector over all steps: the samples of every series, and where the window of each step lies among them. */
export interface WindowedSeries extends RangeSeries {
  /** Per step the index of the window's first sample. Reused for the next series. */
  readonly first: Int32Array;
  /** Per step the index after the window's last sample. Reused for the next series. */
  readonly last: Int32Array;
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
}

/** Fetches or computes what a range-vector argument needs over all steps. */
export function rangeArgument(plan: Plan, steps: Steps, context: EvalContext): RangeArgument {
  if (plan.type === 'range-selector') return selectRanges(plan, steps, context);
  if (plan.type === 'subquery') return subqueryRanges(plan, steps, context);
  return fail(`unexpected ${plan.type} where a range vector is expected`);
}

/** Slides the windows over one series: two pointers, each sample is passed once. */
export function slideWindows(series: RangeSeries, argument: RangeArgument, first: Int32Array, last: Int32Array): WindowedSeries {
  const { times } = series;
  const { ends, range, reach } = argument;
  const length = times.length;
  let low = 0;
  let high = 0;
  for (let i = 0; i < ends.count; i++) {
    const end = timeOf(ends, i) + reach.after;
    const start = timeOf(ends, i) - range - reach.before;
    while (high < length && (times[high] as number) <= end) high++;
    while (low < high && (times[low] as number) <= start) low++;
    first[i] = low;
    last[i] = high;
  }
  return { ...series, first, last };
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
  return { series, range, ends, reach, extended: extensionOf(plan) };
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
  return { series, range: plan.range, ends, reach: { before: 0, after: 0 }, extended: undefined };
}
