import type { FunctionImplementation } from '../engine/context.ts';
import { histogramFraction, histogramQuantile, histogramQuantiles, nativeHistogramOnly } from './histogram/histogram-functions.ts';
import { delta, idelta, increase, irate, rate } from './range/counter.ts';
import {
  changes,
  countOverTime,
  firstOverTime,
  lastOverTime,
  presentOverTime,
  resets,
  tsOfFirstOverTime,
  tsOfLastOverTime,
} from './range/counts.ts';
import { maxOverTime, minOverTime, tsOfMaxOverTime, tsOfMinOverTime } from './range/extremes.ts';
import { integral } from './range/integral.ts';
import { madOverTime, quantileOverTime } from './range/quantiles.ts';
import { deriv, predictLinear } from './range/regression.ts';
import { doubleExponentialSmoothing } from './range/smoothing.ts';
import { avgOverTime, sumOverTime } from './range/sums.ts';
import { stddevOverTime, stdvarOverTime } from './range/variance.ts';
import { absent, absentOverTime } from './vector/absent.ts';
import { dateFunctions } from './vector/dates.ts';
import { info } from './vector/info.ts';
import { labelJoin, labelReplace } from './vector/labels.ts';
import { clamp, clampMax, clampMin, mathFunctions, round } from './vector/math.ts';
import { end, maxOf, minOf, pi, range, scalar, start, step, time, vector } from './vector/scalars.ts';
import { sort, sortByLabel, sortByLabelDesc, sortDesc } from './vector/sorting.ts';
import { startTimestamp, timestamp } from './vector/timestamps.ts';

/** What every function of the language does; their types stand in the parser's table. */
export const FUNCTION_IMPLEMENTATIONS: Readonly<Record<string, FunctionImplementation>> = {
  ...dateFunctions,
  ...mathFunctions,
  absent,
  absent_over_time: absentOverTime,
  avg_over_time: avgOverTime,
  changes,
  clamp,
  clamp_max: clampMax,
  clamp_min: clampMin,
  count_over_time: countOverTime,
  delta,
  deriv,
  double_exponential_smoothing: doubleExponentialSmoothing,
  end,
  first_over_time: firstOverTime,
  histogram_avg: nativeHistogramOnly,
  histogram_count: nativeHistogramOnly,
  histogram_fraction: histogramFraction,
  histogram_quantile: histogramQuantile,
  histogram_quantiles: histogramQuantiles,
  histogram_stddev: nativeHistogramOnly,
  histogram_stdvar: nativeHistogramOnly,
  histogram_sum: nativeHistogramOnly,
  idelta,
  increase,
  info,
  integral,
  irate,
  label_join: labelJoin,
  label_replace: labelReplace,
  last_over_time: lastOverTime,
  mad_over_time: madOverTime,
  max_of: maxOf,
  max_over_time: maxOverTime,
  min_of: minOf,
  min_over_time: minOverTime,
  pi,
  predict_linear: predictLinear,
  present_over_time: presentOverTime,
  quantile_over_time: quantileOverTime,
  range,
  rate,
  resets,
  round,
  scalar,
  sort,
  sort_by_label: sortByLabel,
  sort_by_label_desc: sortByLabelDesc,
  sort_desc: sortDesc,
  start,
  start_timestamp: startTimestamp,
  stddev_over_time: stddevOverTime,
  stdvar_over_time: stdvarOverTime,
  step,
  sum_over_time: sumOverTime,
  time,
  timestamp,
  ts_of_first_over_time: tsOfFirstOverTime,
  ts_of_last_over_time: tsOfLastOverTime,
  ts_of_max_over_time: tsOfMaxOverTime,
  ts_of_min_over_time: tsOfMinOverTime,
  vector,
};
