import { createPrometheusHandler, listen } from '@o11y-bench/lgtm-server';
import { createMetricStore, type MetricStore } from '@o11y-bench/telemetry-store';
import { median, printFigure, timedRuns } from './figures.ts';
import { createStandardTelemetry, perfTime } from './standard-telemetry.ts';

const seconds = perfTime / 1000;
const day = `start=${seconds - 86_400}&end=${seconds}&step=60`;
const instant = (query: string): string => `/api/v1/query?query=${encodeURIComponent(query)}&time=${seconds}`;
const range = (query: string): string => `/api/v1/query_range?query=${encodeURIComponent(query)}&${day}`;

const REQUESTS: Readonly<Record<string, string>> = {
  selector: instant('http_requests_total'),
  'instant sum by (rate)': instant('sum by (job) (rate(http_requests_total[5m]))'),
  'rate[5m] over 24 h at 60 s': range('rate(http_request_duration_seconds_bucket[5m])'),
  'histogram_quantile over 24 h at 60 s': range(
    'histogram_quantile(0.95, sum by (le, job) (rate(http_request_duration_seconds_bucket[5m])))',
  ),
  'topk over 24 h at 60 s': range('topk(3, rate(http_request_duration_seconds_bucket[5m]))'),
  'subquery 24h:1m': instant('max_over_time(sum(rate(http_requests_total[5m]))[24h:1m])'),
  'quantile_over_time[24h]': instant('quantile_over_time(0.9, process_resident_memory_bytes[24h])'),
  series: `/api/v1/series?match[]=http_requests_total&start=${seconds - 86_400}&end=${seconds}`,
};

/** Queries over HTTP on the standard world with its series once, ten and a hundred times: median milliseconds and the size of the body. */
export async function measurePromql(): Promise<void> {
  const { metrics } = await createStandardTelemetry();
  for (const times of [1, 10, 100]) {
    const store = multiply(metrics, times);
    const { series, samples, sampleBytes } = store.size();
    console.log(`  ${series} series, ${samples} samples, ${(sampleBytes / samples).toFixed(1)} bytes each`);
    const server = await listen(createPrometheusHandler({ store, clock: { now: () => perfTime } }));
    try {
      for (const [name, path] of Object.entries(REQUESTS)) await measureRequest(name, `${server.url}${path}`, times);
    } finally {
      await server.close();
    }
  }
}

async function measureRequest(name: string, url: string, times: number): Promise<void> {
  let size = 0;
  const ask = async (): Promise<void> => {
    const response = await fetch(url);
    size = (await response.arrayBuffer()).byteLength;
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
  };
  await ask();
  const runs = await timedRuns(times === 100 ? 5 : 15, ask);
  printFigure(`  ${name} (${Math.ceil(size / 1024)} kB)`, median(runs), 'ms');
}

/** The same series with another `replica` label each time. */
function multiply(source: MetricStore, times: number): MetricStore {
  if (times === 1) return source;
  const store = createMetricStore();
  const all = source.select([{ name: '__name__', op: '=~', value: '.+' }], 0, perfTime);
  for (let replica = 0; replica < times; replica++) {
    for (const { labels, times: at, values } of all) store.add({ ...labels, replica: String(replica) }, at, values.slice());
  }
  return store.freeze();
}
