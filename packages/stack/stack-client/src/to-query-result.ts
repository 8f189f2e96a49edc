import type { QueryResult, ResultRow } from '@o11y-bench/contracts';

type Labels = Readonly<Record<string, string>>;
type Point = readonly [seconds: number, value: string];

/** The `data` of an answer of the Prometheus query API. */
export type ApiData =
  | { readonly resultType: 'vector'; readonly result: readonly { readonly metric: Labels; readonly value: Point }[] }
  | { readonly resultType: 'matrix'; readonly result: readonly { readonly metric: Labels; readonly values: readonly Point[] }[] }
  | { readonly resultType: 'scalar' | 'string'; readonly result: Point };

/** A result in the form that all query languages share. Times become Unix milliseconds, values numbers. */
export function toQueryResult(data: ApiData): QueryResult {
  switch (data.resultType) {
    case 'vector':
      return { kind: 'vector', rows: data.result.map(({ metric, value }) => toRow(metric, value)) };
    case 'matrix':
      return { kind: 'matrix', rows: data.result.map(({ metric, values }) => ({ labels: metric, points: values.map(toPoint) })) };
    case 'scalar':
      return { kind: 'scalar', rows: [toRow({}, data.result)] };
    case 'string':
      return { kind: 'string', rows: [], text: data.result[1] };
  }
}

function toRow(labels: Labels, point: Point): ResultRow {
  const [time, value] = toPoint(point);
  return { labels, time, value };
}

function toPoint([seconds, text]: Point): readonly [number, number] {
  return [Math.round(seconds * 1000), toNumber(text)];
}

function toNumber(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}
