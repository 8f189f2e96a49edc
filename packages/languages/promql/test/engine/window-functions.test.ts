import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeriesData } from '../../src/index.ts';
import { evaluateRange, seriesFromArrays } from '../../src/index.ts';

const STEP = 10_000;
const SAMPLES = 240;

/** What a window function gives for the samples of one window, by its definition. */
const DEFINITIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum_over_time: (values) => values.reduce((a, b) => a + b, 0),
  avg_over_time: (values) => values.reduce((a, b) => a + b, 0) / values.length,
  min_over_time: (values) => Math.min(...values),
  max_over_time: (values) => Math.max(...values),
  count_over_time: (values) => values.length,
  last_over_time: (values) => values.at(-1) ?? Number.NaN,
  changes: (values) => values.filter((value, i) => i > 0 && value !== values[i - 1]).length,
  resets: (values) => values.filter((value, i) => i > 0 && value < (values[i - 1] as number)).length,
  'quantile_over_time(0.7)': (values) => quantile(0.7, values),
};

/** A random walk with gaps and jumps, sampled about every ten seconds. */
const series = fc
  .tuple(
    fc.array(fc.constantFrom(-3, -1, 0, 0, 0.25, 1, 2, 1e6, -1e6), { minLength: SAMPLES, maxLength: SAMPLES }),
    fc.array(fc.constantFrom(0, 0, 0, 1, 17, 400), { minLength: SAMPLES, maxLength: SAMPLES }),
    fc.array(fc.boolean(), { minLength: SAMPLES, maxLength: SAMPLES }),
  )
  .map(([moves, late, missing]): SeriesData => {
    let value = 5;
    const walk = moves.map((move) => (value += move));
    const kept = walk.map((_, i) => i).filter((i) => !(missing[i] && missing[i + 1]));
    return {
      labels: { __name__: 'walk' },
      times: Float64Array.from(kept, (i) => i * STEP + (late[i] as number)),
      values: Float64Array.from(kept, (i) => walk[i] as number),
    };
  });

describe('a window function slides as it is defined', () => {
  it.each(Object.entries(DEFINITIONS))('%s', (name, definition) => {
    const windows = fc.tuple(series, fc.constantFrom(15_000, 60_000, 600_000, 1_500_000), fc.constantFrom(5000, 20_000, 70_000));
    fc.assert(
      fc.property(windows, ([data, range, step]) => {
        const found = evaluate(data, name, range, step);
        const expected = new Map<number, number>();
        for (let time = 0; time <= SAMPLES * STEP; time += step) {
          const values = Array.from(data.values).filter((_, i) => inWindow(data.times[i] as number, time, range));
          if (values.length > 0) expected.set(time, definition(values));
        }
        expect([...found.keys()]).toEqual([...expected.keys()]);
        for (const [time, value] of expected)
          expect(Math.abs((found.get(time) as number) - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('sums that cancel', () => {
  it('keep what is left of large values', () => {
    const times = Float64Array.from({ length: 400 }, (_, i) => i * 1000);
    const values = Float64Array.from(times, (_, i) => [1e100, 1, -1e100, 1][i % 4] as number);
    const sums = evaluate({ labels: { __name__: 'walk' }, times, values }, 'sum_over_time', 200_000, 4000);
    expect(sums.get(396_000)).toBe(100);
  });

  it('are not spoiled by values that have left the window', () => {
    const times = Float64Array.from({ length: 1000 }, (_, i) => i * 1000);
    const values = Float64Array.from(times, (_, i) => (i === 10 ? 1e300 : i === 20 ? Infinity : 0.1));
    const means = evaluate({ labels: { __name__: 'walk' }, times, values }, 'avg_over_time', 300_000, 1000);
    expect(means.get(999_000)).toBeCloseTo(0.1, 12);
    expect(means.get(100_000)).toBe(Infinity);
  });
});

function inWindow(time: number, end: number, range: number): boolean {
  return time > end - range && time <= end;
}

function evaluate(data: SeriesData, name: string, range: number, step: number): ReadonlyMap<number, number> {
  const [func = '', parameter] = name.split(/[()]/);
  const query = `${func}(${parameter === undefined ? '' : `${parameter}, `}walk[${range}ms])`;
  const result = evaluateRange({ source: seriesFromArrays([data]), query, start: 0, end: SAMPLES * STEP, step });
  if (!result.ok || result.value.type !== 'matrix') throw new Error(result.ok ? 'no matrix' : result.error.message);
  const [one] = result.value.series;
  return new Map(Array.from(one?.times ?? [], (time, i) => [time, one?.values[i] as number]));
}

function quantile(q: number, values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = q * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] as number;
  return low + ((sorted[Math.ceil(rank)] as number) - low) * (rank - Math.floor(rank));
}
