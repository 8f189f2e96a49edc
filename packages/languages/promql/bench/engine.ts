// node --conditions=source packages/languages/promql/bench/engine.ts: what a query costs, absolute and as a multiple of reading its samples once.
import type { SeriesData } from '../src/index.ts';
import { evaluateInstant, evaluateRange, seriesFromArrays } from '../src/index.ts';
import { world } from './world.ts';

const END = 1_772_424_000_000;
const HOURS_24 = 86_400_000;
const MINUTE = 60_000;

const RANGE_QUERIES = [
  'rate(http_requests_total[5m])',
  'sum by (job, code) (rate(http_requests_total[5m]))',
  'histogram_quantile(0.99, sum by (le, job) (rate(http_request_duration_seconds_bucket[5m])))',
  'sum(rate(http_requests_total{code="500"}[5m])) / sum(rate(http_requests_total[5m]))',
  'topk(5, cpu_usage)',
  'avg_over_time(cpu_usage[1h])',
  'max_over_time(cpu_usage[1h])',
  'quantile_over_time(0.95, cpu_usage[1h])',
];
const INSTANT_QUERIES = [
  'http_requests_total',
  'sum by (job) (rate(http_requests_total[5m]))',
  'max_over_time(sum(rate(http_requests_total[5m]))[24h:1m])',
  'quantile_over_time(0.95, cpu_usage[24h])',
];

for (const scale of (process.argv[2] ?? '1,10').split(',').map(Number)) measure(scale);

function measure(scale: number): void {
  const series = world(scale, END - HOURS_24, END);
  const source = seriesFromArrays(series);
  const scan = median(() => scanOnce(series));
  console.log(
    `\n${series.length} series, ${series.length * (series[0]?.times.length ?? 0)} samples; reading all once: ${scan.toFixed(2)} ms`,
  );
  console.log('| query | ms | times one reading |\n| --- | ---: | ---: |');
  const print = (query: string, ms: number): void => console.log(`| \`${query}\` | ${ms.toFixed(2)} | ${(ms / scan).toFixed(1)} |`);
  for (const query of INSTANT_QUERIES)
    print(
      query,
      median(() => evaluateInstant({ source, query, time: END })),
    );
  for (const query of RANGE_QUERIES) {
    print(
      `${query}`,
      median(() => evaluateRange({ source, query, start: END - HOURS_24, end: END, step: MINUTE })),
    );
  }
}

/** Milliseconds of the median run, after a few to warm up. */
function median(run: () => unknown): number {
  for (let i = 0; i < 5; i++) run();
  const times = Array.from({ length: 15 }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[7] ?? 0;
}

function scanOnce(series: readonly SeriesData[]): number {
  let sum = 0;
  for (const { values } of series) for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}
