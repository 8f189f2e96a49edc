import { invalidIntegralMethod } from '../../engine/annotations.ts';
import { argument } from '../../engine/context.ts';
import { CompensatedSum } from '../compensated-sum.ts';
import type { WindowedSeries } from '../../engine/selectors/windows.ts';
import type { WindowCall, WindowValue } from './over-windows.ts';
import { overWindows } from './over-windows.ts';

/** `integral(range, method)`: area under the samples in value-seconds; method 0 holds the left value, 1 the right one, 2 their mean. */
export const integral = overWindows({
  minSamples: 1,
  over: areaUnder,
  check(call, { scalars: [methods], context }) {
    for (const method of methods ?? []) {
      if (method !== 0 && method !== 1 && method !== 2) context.annotations.warn(invalidIntegralMethod(method), argument(call, 1).pos);
    }
  },
});

function areaUnder({ times, values }: WindowedSeries, { scalars: [methods] }: WindowCall): WindowValue {
  return (first, last, step) => {
    const method = methods?.[step] ?? 2;
    const area = new CompensatedSum();
    for (let i = first + 1; i < last; i++) {
      const seconds = ((times[i] as number) - (times[i - 1] as number)) / 1000;
      area.add(heightOf(values[i - 1] as number, values[i] as number, method) * seconds);
    }
    return area.total;
  };
}

/** A missing neighbour counts as zero, so that the area begins and ends with the values. */
function heightOf(left: number, right: number, method: number): number {
  const from = left === left ? left : 0;
  const to = right === right ? right : 0;
  if (method === 0) return from;
  return method === 1 ? to : from / 2 + to / 2;
}
