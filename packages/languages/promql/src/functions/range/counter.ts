import { possibleNonCounter, possibleNonCounterType } from '../../engine/annotations.ts';
import { argument } from '../../engine/context.ts';
import type { CallPlan } from '../../engine/plan.ts';
import { METRIC_NAME } from '../../engine/row.ts';
import type { Row } from '../../engine/row.ts';
import type { WindowedSeries } from '../../engine/selectors/windows.ts';
import { timeOf } from '../../engine/steps.ts';
import { readLabel } from '@o11y-bench/query-core';
import { counterResets } from './counter-resets.ts';
import { extendedRate } from './extended-rate.ts';
import type { WindowCall, WindowFunction, WindowValue } from './over-windows.ts';
import { overWindows, rangePosition } from './over-windows.ts';

/** `rate`: increase per second, extrapolated to the window's ends. */
export const rate = overWindows(rateFunction(true, true));
/** `increase`: as `rate`, over the whole window. */
export const increase = overWindows(rateFunction(true, false));
/** `delta`: difference of a gauge, extrapolated to the window's ends. */
export const delta = overWindows(rateFunction(false, false));
/** `irate`: per second, from the last two samples. */
export const irate = overWindows({ minSamples: 2, over: (series) => lastDifference(series, true) });
/** `idelta`: difference of the last two samples. */
export const idelta = overWindows({ minSamples: 2, over: (series) => lastDifference(series, false) });

function rateFunction(isCounter: boolean, perSecond: boolean): WindowFunction {
  return {
    minSamples: 2,
    over: (series, call) => extrapolated(series, call, isCounter, perSecond),
    ...(isCounter ? { finish: informNonCounter } : {}),
    extended: (series, call) => extendedRate(series, call, isCounter, perSecond),
  };
}

/**
 * The slope between the first and last sample, extended to the window's ends: all the way where a sample is near the end (within 1.1 of
 * the mean distance of samples), else by half that distance, and never below zero for a counter.
 */
function extrapolated(series: WindowedSeries, call: WindowCall, isCounter: boolean, perSecond: boolean): WindowValue {
  const { times, values } = series;
  const { ends, range } = call.argument;
  const resets = isCounter ? counterResets(values) : undefined;
  const seconds = range / 1000;
  return (first, last, step) => {
    const firstValue = values[first] as number;
    let increase = (values[last - 1] as number) - firstValue;
    if (resets !== undefined) increase = resets.correct(increase, first, last);
    const firstTime = times[first] as number;
    const lastTime = times[last - 1] as number;
    const end = timeOf(ends, step);
    let toStart = (firstTime - (end - range)) / 1000;
    let toEnd = (end - lastTime) / 1000;
    const sampled = (lastTime - firstTime) / 1000;
    const meanDistance = sampled / (last - first - 1);
    const threshold = meanDistance * 1.1;
    if (toStart >= threshold) toStart = meanDistance / 2;
    if (isCounter && increase > 0 && firstValue >= 0) {
      const toZero = sampled * (firstValue / increase);
      if (toZero < toStart) toStart = toZero;
    }
    if (toEnd >= threshold) toEnd = meanDistance / 2;
    const factor = (sampled + toStart + toEnd) / sampled;
    return increase * (perSecond ? factor / seconds : factor);
  };
}

function lastDifference({ times, values }: WindowedSeries, isRate: boolean): WindowValue {
  return (_first, last) => {
    const newest = values[last - 1] as number;
    const before = values[last - 2] as number;
    const difference = isRate && newest < before ? newest : newest - before;
    return isRate ? difference / (((times[last - 1] as number) - (times[last - 2] as number)) / 1000) : difference;
  };
}

/** A rate of something that is not named (or typed) like a counter is probably a mistake. */
function informNonCounter(_row: Row, { labels }: WindowedSeries, call: CallPlan, { context }: WindowCall): void {
  const name = readLabel(labels, METRIC_NAME);
  if (name === '') return;
  const pos = rangePosition(argument(call, 0));
  if (context.typeAndUnitLabels) {
    const type = readLabel(labels, '__type__');
    if (type !== 'counter' && type !== 'histogram') context.annotations.inform(possibleNonCounterType(name, type), pos);
  } else if (!/_(?:total|sum|count|bucket)$/.test(name)) {
    context.annotations.inform(possibleNonCounter(name), pos);
  }
}
