import { evaluateInstant, evaluateRange, seriesFromArrays } from '@o11y-bench/promql';

const minutes = Float64Array.from({ length: 60 }, (_, i) => i * 60_000); // Unix milliseconds
const source = seriesFromArrays([
  { labels: { __name__: 'requests_total', code: '200' }, times: minutes, values: minutes.map((_, i) => i * 90) },
  { labels: { __name__: 'requests_total', code: '500' }, times: minutes, values: minutes.map((_, i) => i * 10) },
]);

const query = 'sum by (code) (rate(requests_total[5m])) / ignoring(code) group_left sum(rate(requests_total[5m]))';
console.log(evaluateInstant({ source, query, time: 3_540_000 }));
console.log(evaluateRange({ source, query: 'rate(requests_total[5m])', start: 600_000, end: 3_540_000, step: 60_000 }));
