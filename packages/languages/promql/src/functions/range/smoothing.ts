import { fail } from '../../engine/query-failure.ts';
import type { WindowedSeries } from '../../engine/selectors/windows.ts';
import type { WindowCall, WindowValue } from './over-windows.ts';
import { overWindows } from './over-windows.ts';

/** `double_exponential_smoothing(range, smoothing factor, trend factor)`. */
export const doubleExponentialSmoothing = overWindows({ minSamples: 2, over: smoothed });

function smoothed({ values }: WindowedSeries, { scalars: [smoothing, trend] }: WindowCall): WindowValue {
  return (first, last, step) => {
    const factor = factorBetween0And1('smoothing', smoothing?.[step] as number);
    const trendFactor = factorBetween0And1('trend', trend?.[step] as number);
    let before = 0;
    let level = values[first] as number;
    let slope = (values[first + 1] as number) - level;
    for (let i = first + 1; i < last; i++) {
      if (i > first + 1) slope = trendFactor * (level - before) + (1 - trendFactor) * slope;
      const next = factor * (values[i] as number) + (1 - factor) * (level + slope);
      before = level;
      level = next;
    }
    return level;
  };
}

function factorBetween0And1(name: string, factor: number): number {
  if (factor <= 0 || factor >= 1) {
    const exact = Math.abs(factor) < 1e21 ? factor.toFixed(6) : String(factor);
    fail(`invalid ${name} factor. Expected: 0 < ${name === 'trend' ? 'tf' : 'sf'} < 1, got: ${exact}`);
  }
  return factor;
}
