import { escapePath } from '../go/url-escape.ts';
import type { GrafanaClient, GrafanaRequest, GrafanaResponse } from './grafana-client.ts';

/** The two bases under which Grafana forwards to a data source; which of them is allowed differs between deployments. */
export type ProxyBase = 'resources' | 'proxy';

/** A request to a data source: `path` is below its root, not escaped. */
export type DatasourceRequest = Omit<GrafanaRequest, 'path'> & { readonly path: string };

/** Sends requests to a data source through Grafana. */
export type SendToDatasource = (request: DatasourceRequest) => Promise<GrafanaResponse>;

/** Data sources that answered only on their other base, by first base. Kept as long as the server lives. */
export type FallbackMemory = Set<string>;

/**
 * Forwards to a data source on its first base and, after 403 or 500, on the other one, which is then remembered.
 */
export function sendToDatasource(client: GrafanaClient, memory: FallbackMemory, uid: string, first: ProxyBase): SendToDatasource {
  const bases = { resources: `/api/datasources/uid/${uid}/resources`, proxy: `/api/datasources/proxy/uid/${uid}` };
  const primary = bases[first];
  const fallback = bases[first === 'resources' ? 'proxy' : 'resources'];
  const send = (base: string, request: DatasourceRequest): Promise<GrafanaResponse> =>
    client.send({ ...request, path: escapePath(`${base}${request.path}`) });
  return async (request) => {
    if (memory.has(primary)) return send(fallback, request);
    const response = await send(primary, request);
    if (!isRefused(response.status)) return response;
    const second = await send(fallback, request);
    if (!isRefused(second.status)) memory.add(primary);
    return second;
  };
}

const isRefused = (status: number): boolean => status === 403 || status === 500;
