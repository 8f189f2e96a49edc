import type { SeriesData } from '../src/index.ts';

const STEP = 30_000;
const BOUNDS = ['0.005', '0.01', '0.025', '0.05', '0.1', '0.25', '0.5', '1', '2.5', '5', '+Inf'];
const JOBS = ['api', 'web', 'auth', 'cart'];

/** A made-up world at 30 s: 36 counters, 44 buckets and 26 gauges per unit of scale. Every series has arrays of its own, as in a store. */
export function world(scale: number, from: number, to: number): readonly SeriesData[] {
  const samples = Math.floor((to - from) / STEP) + 1;
  const random = generator(42);
  const times = (): Float64Array => Float64Array.from({ length: samples }, (_, i) => from + i * STEP);
  const counter = (perStep: number): Float64Array => {
    let value = 0;
    return Float64Array.from({ length: samples }, () => (value = random() < 0.0005 ? 0 : value + Math.floor(random() * perStep)));
  };
  const gauge = (): Float64Array => Float64Array.from({ length: samples }, (_, i) => 50 + 30 * Math.sin(i / 200) + 5 * random());
  const series: SeriesData[] = [];
  for (let unit = 0; unit < scale; unit++) {
    for (const job of JOBS) {
      const instance = `${job}-${unit}`;
      for (const code of ['200', '404', '500']) {
        for (const method of ['GET', 'POST', 'PUT']) {
          series.push({ labels: { __name__: 'http_requests_total', job, instance, code, method }, times: times(), values: counter(300) });
        }
      }
      series.push(...histogram(job, instance, times, counter));
    }
    for (let node = 0; node < 26; node++) {
      series.push({ labels: { __name__: 'cpu_usage', node: `n${node}-${unit}`, zone: `z${node % 3}` }, times: times(), values: gauge() });
    }
  }
  return series;
}

function histogram(job: string, instance: string, times: () => Float64Array, counter: (perStep: number) => Float64Array): SeriesData[] {
  const total = times().map(() => 0);
  return BOUNDS.map((le) => {
    const own = counter(5);
    const values = total.map((sum, i) => (total[i] = sum + (own[i] as number)));
    return { labels: { __name__: 'http_request_duration_seconds_bucket', job, instance, le }, times: times(), values };
  });
}

/** Numbers in [0, 1) that are the same in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32;
  };
}
