import { describe, expect, it } from 'vitest';
import type { SeriesData } from '../../src/index.ts';
import { evaluateInstant, evaluateRange, parse, seriesFromArrays, STALE_NAN_BITS } from '../../src/index.ts';

const times = Float64Array.from({ length: 1000 }, (_, i) => i * 1000);
const series: readonly SeriesData[] = ['a', 'b'].map((id) => ({ labels: { __name__: 'm', id }, times, values: times.map((_, i) => i) }));
const source = seriesFromArrays(series);
const TOO_MANY = {
  ok: false,
  error: { type: 'execution', message: 'query processing would load too many samples into memory in query execution' },
};

describe('a query stops', () => {
  it('when it would hold too many samples', () => {
    const range = { start: 0, end: 999_000, step: 1000 };
    expect(evaluateRange({ source, query: 'm', ...range, maxSamples: 1999 })).toEqual(TOO_MANY);
    expect(evaluateRange({ source, query: 'm', ...range, maxSamples: 2000 })).toMatchObject({ ok: true });
    expect(evaluateInstant({ source, query: 'sum_over_time(m[10m])', time: 999_000, maxSamples: 500 })).toEqual(TOO_MANY);
  });

  it('before it makes room for more steps than anybody can hold', () => {
    expect(evaluateInstant({ source, query: 'count_over_time(vector(1)[290y:1ms])', time: 0 })).toEqual(TOO_MANY);
    expect(evaluateRange({ source, query: 'm', start: 0, end: 1e15, step: 1 })).toEqual(TOO_MANY);
  });

  it('when its time is over', () => {
    const query = 'stddev_over_time(stddev_over_time(m[10m:1s])[10m:1s])';
    expect(evaluateRange({ source, query, start: 0, end: 999_000, step: 1000, timeout: 1 })).toEqual({
      ok: false,
      error: { type: 'timeout', message: 'query timed out in expression evaluation' },
    });
  });

  it('when the caller has given it up', () => {
    expect(evaluateInstant({ source, query: 'm', time: 0, signal: AbortSignal.abort() })).toEqual({
      ok: false,
      error: { type: 'canceled', message: 'query was canceled in expression evaluation' },
    });
  });

  it('looks at a long subquery only where there is data', () => {
    const result = evaluateInstant({ source, query: 'count_over_time(m{id="a"}[290y:1s])', time: 2_000_000 });
    // Each sample is seen for five minutes after the last one too.
    expect(result.ok && result.value).toMatchObject({ type: 'vector', samples: [{ value: 1299 }] });
  });
});

describe('a request', () => {
  it('takes a query that was parsed before', () => {
    const text = 'rate(m[1m])';
    const parsed = parse(text);
    if (!parsed.ok) throw new Error(parsed.message);
    const result = evaluateInstant({ source, query: { text, expr: parsed.expr }, time: 999_000 });
    expect(result.ok && result.annotations.infos).toEqual([
      'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "m" (1:6)',
    ]);
  });

  it('limits how many annotations are told one by one', () => {
    const many = Array.from({ length: 13 }, (_, i) => ({ ...(series[0] as SeriesData), labels: { __name__: `m${i}`, id: 'x' } }));
    const query = Array.from({ length: 13 }, (_, i) => `rate(m${i}[1m])`).join(' + ');
    const request = { source: seriesFromArrays(many), query, time: 999_000 };
    const [limited, all] = [evaluateInstant(request), evaluateInstant({ ...request, annotationLimit: 0 })];
    expect(limited.ok && limited.annotations.infos.slice(9)).toEqual([
      'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "m9" (1:141)',
      '3 more info annotations omitted',
    ]);
    expect(all.ok && all.annotations.infos).toHaveLength(13);
  });

  it('counts samples in all, and per step when asked', () => {
    const result = evaluateRange({
      source,
      query: 'count_over_time(m{id="a"}[4s])',
      start: 10_000,
      end: 12_000,
      step: 1000,
      perStepStats: true,
    });
    expect(result.ok && result.stats).toEqual({
      totalQueryableSamples: 12,
      samplesRead: 6,
      seriesTouched: 1,
      peakSamples: 7,
      totalQueryableSamplesPerStep: [10_000, 11_000, 12_000].map((time) => [time, 4]),
      samplesReadPerStep: [
        [10_000, 4],
        [11_000, 1],
        [12_000, 1],
      ],
    });
  });

  it('tells a staleness marker from other values that are no numbers', () => {
    const values = new Float64Array([1, Number.NaN, 3]);
    const marked = new Float64Array([1, 2, 3]);
    new BigUint64Array(marked.buffer)[1] = STALE_NAN_BITS;
    const at = (one: Float64Array) =>
      evaluateInstant({
        source: seriesFromArrays([{ labels: { __name__: 'x' }, times: Float64Array.of(0, 1000, 9000), values: one }]),
        query: 'x',
        time: 1500,
      });
    expect(at(values)).toMatchObject({ value: { samples: [{ value: Number.NaN }] } });
    expect(at(marked)).toMatchObject({ value: { samples: [] } });
  });
});
