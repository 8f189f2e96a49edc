import type { GrafanaDatasource } from '@o11y-bench/contracts';
import type { GrafanaRequest } from '../grafana-request.ts';

/** The data source with a uid; the access log notes that it was read. */
export function datasourceByUid(request: GrafanaRequest, uid: string): GrafanaDatasource | undefined {
  return noted(request, request.store.datasources.get(uid));
}

/** The data source with exactly this name. */
export function datasourceByName(request: GrafanaRequest, name: string): GrafanaDatasource | undefined {
  return noted(
    request,
    find(request, (source) => source.name === name),
  );
}

/** The data source with a number. */
export function datasourceById(request: GrafanaRequest, id: number): GrafanaDatasource | undefined {
  return noted(
    request,
    find(request, (source) => source.id === id),
  );
}

/** The data source that queries without one go to. */
export function defaultDatasource(request: GrafanaRequest): GrafanaDatasource | undefined {
  return find(request, (source) => source.isDefault === true);
}

function find(request: GrafanaRequest, test: (source: GrafanaDatasource) => boolean): GrafanaDatasource | undefined {
  return [...request.store.datasources.values()].find(test);
}

function noted(request: GrafanaRequest, source: GrafanaDatasource | undefined): GrafanaDatasource | undefined {
  if (source) request.log.resources.push({ kind: 'datasource', uid: source.uid });
  return source;
}
