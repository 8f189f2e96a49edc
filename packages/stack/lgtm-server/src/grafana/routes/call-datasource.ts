import type { GrafanaDatasource } from '@o11y-bench/contracts';
import type { GrafanaRequest } from '../grafana-request.ts';

/** What is asked of the server behind a data source: a path with its query below the data source's URL. */
export interface DatasourceCall {
  readonly method: string;
  /** Starts with `/`, undecoded, with `?...` where there is a query. */
  readonly path: string;
  readonly headers?: HeadersInit;
  readonly body?: BodyInit;
}

/** The server's answer, or `undefined` when nothing listens at the data source's URL. */
export async function callDatasource(
  request: GrafanaRequest,
  source: GrafanaDatasource,
  call: DatasourceCall,
): Promise<Response | undefined> {
  const handler = source.down ? undefined : request.settings.datasourceHandlers(source);
  const base = source.url.replace(/\/$/, '');
  if (!handler || !URL.canParse(base + call.path)) return undefined;
  return handler(
    new Request(base + call.path, {
      method: call.method,
      ...(call.headers === undefined ? {} : { headers: call.headers }),
      ...(call.body === undefined ? {} : { body: call.body }),
    }),
  );
}

/** Passes a request on as it came: method, body and the headers that matter. */
export async function passOn(request: GrafanaRequest, source: GrafanaDatasource, path: string): Promise<Response | undefined> {
  const { method } = request.request;
  const headers = new Headers(request.request.headers);
  for (const name of HOP_HEADERS) headers.delete(name);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? await request.request.arrayBuffer() : undefined;
  return callDatasource(request, source, {
    method,
    path: path + request.url.search,
    headers,
    ...(body && body.byteLength > 0 ? { body } : {}),
  });
}

// Grafana drops the caller's own credentials and connection headers before it asks the data source.
const HOP_HEADERS = [
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'x-grafana-org-id',
];
