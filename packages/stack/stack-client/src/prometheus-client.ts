import type { QueryFailure, QueryResult } from '@o11y-bench/contracts';
import { callServer, type ClientOptions, type Parameters, type ServerCall, unexpectedAnswer } from './call-server.ts';
import { type ApiData, toQueryResult } from './to-query-result.ts';

/** Options of an instant query. Unix milliseconds; without a time the server's now. */
export interface InstantOptions {
  readonly time?: number;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** Options of a range query. Unix milliseconds, the step in milliseconds. */
export interface RangeOptions {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** What narrows lists of series, names and values. Unix milliseconds. */
export interface SelectOptions {
  readonly match?: readonly string[];
  readonly start?: number;
  readonly end?: number;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

/** A metric's type, unit and description. */
export interface MetricDescription {
  readonly type: string;
  readonly unit: string;
  readonly help: string;
}

/** A client of one Prometheus. A query that the server refuses is a value; everything else that goes wrong rejects with a `BenchError`. */
export interface PrometheusClient {
  query(query: string, options?: InstantOptions): Promise<QueryResult | QueryFailure>;
  queryRange(query: string, options: RangeOptions): Promise<QueryResult | QueryFailure>;
  /** The query as the server prints it. */
  formatQuery(query: string): Promise<string | QueryFailure>;
  series(options: SelectOptions & { readonly match: readonly string[] }): Promise<readonly Readonly<Record<string, string>>[]>;
  labelNames(options?: SelectOptions): Promise<readonly string[]>;
  labelValues(name: string, options?: SelectOptions): Promise<readonly string[]>;
  metadata(metric?: string): Promise<Readonly<Record<string, readonly MetricDescription[]>>>;
  version(): Promise<string>;
  /** True once the server answers that it is ready. */
  ready(): Promise<boolean>;
}

/** A client of the Prometheus at a URL: a real one, one in a container, one behind Grafana's proxy, or a handler in this process. */
export function createPrometheusClient(options: ClientOptions): PrometheusClient {
  const list = async <Data>(path: string, select: SelectOptions = {}): Promise<Data> =>
    (await askData(options, { path, parameters: toParameters(select), ...withSignal(select) })) as Data;
  return {
    query: (query, { time, limit, signal } = {}) => runQuery(options, '/api/v1/query', { query, time: toSeconds(time), limit }, signal),
    queryRange: (query, { start, end, step, limit, signal }) =>
      runQuery(
        options,
        '/api/v1/query_range',
        { query, start: toSeconds(start), end: toSeconds(end), step: toSeconds(step), limit },
        signal,
      ),
    async formatQuery(query) {
      const answer = await ask(options, { method: 'POST', path: '/api/v1/format_query', parameters: { query }, form: true });
      return 'error' in answer ? answer : String(answer.data);
    },
    series: (select) => list('/api/v1/series', select),
    labelNames: (select) => list('/api/v1/labels', select),
    labelValues: (name, select) => list(`/api/v1/label/${encodeURIComponent(name)}/values`, select),
    metadata: async (metric) =>
      (await askData(options, { path: '/api/v1/metadata', parameters: { metric } })) as Record<string, MetricDescription[]>,
    version: async () => ((await askData(options, { path: '/api/v1/status/buildinfo' })) as { version: string }).version,
    ready: async () => (await callServer(options, { path: '/-/ready' })).status === 200,
  };
}

async function runQuery(
  options: ClientOptions,
  path: string,
  parameters: Parameters,
  signal: AbortSignal | undefined,
): Promise<QueryResult | QueryFailure> {
  const answer = await ask(options, { method: 'POST', path, parameters, form: true, ...withSignal({ signal }) });
  return 'error' in answer ? answer : toQueryResult(answer.data as ApiData);
}

async function askData(options: ClientOptions, call: ServerCall): Promise<unknown> {
  const answer = await ask(options, call);
  if ('error' in answer) throw unexpectedAnswer(options, call, { status: 400, body: answer.error });
  return answer.data;
}

// The API's envelope: data, or an error whose text may begin with where in the query it is.
async function ask(options: ClientOptions, call: ServerCall): Promise<{ readonly data: unknown } | QueryFailure> {
  const answer = await callServer(options, call);
  const { status, data, error } = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as Record<string, unknown>;
  if (status === 'success') return { data };
  if (status !== 'error' || typeof error !== 'string') throw unexpectedAnswer(options, call, answer);
  const place = /(?:^|: )(\d+):(\d+): parse error/.exec(error);
  return { error, ...(place ? { position: { line: Number(place[1]), column: Number(place[2]) } } : {}) };
}

function toParameters({ match, start, end, limit }: SelectOptions): Parameters {
  return { 'match[]': match, start: toSeconds(start), end: toSeconds(end), limit };
}

const toSeconds = (milliseconds: number | undefined): number | undefined => (milliseconds === undefined ? undefined : milliseconds / 1000);

const withSignal = ({ signal }: { readonly signal?: AbortSignal | undefined }): { readonly signal?: AbortSignal } =>
  signal ? { signal } : {};
