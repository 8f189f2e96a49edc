import { describe, expect, it } from 'vitest';
import { evaluateInstant, seriesFromArrays } from '../../src/index.ts';

// As a Prometheus 3.16.0 with promql-experimental-functions answers.

const times = Float64Array.from({ length: 10 }, (_, i) => i * 60_000);
const source = seriesFromArrays([{ labels: { __name__: 'm' }, times, values: times.map(() => 1) }]);
const evaluate = (query: string) => evaluateInstant({ source, query, time: 540_000, experimentalFunctions: true });

describe('integral', () => {
  it('warns of a method that there is not, where a window has a sample', () => {
    const warnings = (query: string) => {
      const result = evaluate(query);
      return result.ok && result.annotations.warnings;
    };
    const warning = 'PromQL warning: strategy should be 0, 1, or 2 (default), using 2, got 7 (1:17)';
    expect(warnings('integral(m[5m], 7)')).toEqual([warning]);
    expect(warnings('integral(m[10s], 7)')).toEqual([warning.replace('1:17', '1:18')]);
    expect(warnings('integral(x[5m], 7)')).toEqual([]);
    expect(warnings('integral(m[5m], 1)')).toEqual([]);
  });
});

describe('double_exponential_smoothing', () => {
  it.each([
    ['m[5m], -1, 0.5', 'invalid smoothing factor. Expected: 0 < sf < 1, got: -1.000000'],
    ['m[5m], Inf, 0.5', 'invalid smoothing factor. Expected: 0 < sf < 1, got: +Inf'],
    ['m[5m], 1e30, 0.5', 'invalid smoothing factor. Expected: 0 < sf < 1, got: 1000000000000000019884624838656.000000'],
    ['m[5m], 0.5, 1', 'invalid trend factor. Expected: 0 < tf < 1, got: 1.000000'],
    ['m[10s], 2, 1', 'invalid smoothing factor. Expected: 0 < sf < 1, got: 2.000000'],
  ])('refuses %s', (args, message) => {
    expect(evaluate(`double_exponential_smoothing(${args})`)).toEqual({ ok: false, error: { type: 'execution', message } });
  });

  it.each(['x[5m], 2, 1', 'm[5m], NaN, 0.5'])('takes %s', (args) => {
    expect(evaluate(`double_exponential_smoothing(${args})`)).toMatchObject({ ok: true });
  });
});
