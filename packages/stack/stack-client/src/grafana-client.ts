import { BenchError, type JsonObject } from '@o11y-bench/contracts';
import { callServer, type ClientOptions, type ServerCall, unexpectedAnswer } from './call-server.ts';
import { createPrometheusClient, type PrometheusClient } from './prometheus-client.ts';

/** A data source as Grafana shows it; fields that a version adds are there too. */
export interface DatasourceInfo {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly url: string;
  readonly isDefault: boolean;
  readonly jsonData: JsonObject;
}

/** A dashboard or folder that a search found. */
export interface SearchHit {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  readonly type: 'dash-db' | 'dash-folder';
  readonly url: string;
  readonly tags: readonly string[];
  readonly folderUid?: string;
  readonly folderTitle?: string;
}

/** A folder. */
export interface FolderInfo {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  readonly parentUid?: string;
}

/** A dashboard with what Grafana knows about it. */
export interface DashboardInfo {
  readonly meta: JsonObject;
  readonly dashboard: JsonObject;
}

/** A dashboard to be saved. `overwrite` saves whatever version is there. */
export interface DashboardToSave {
  readonly dashboard: JsonObject;
  readonly folderUid?: string;
  readonly message?: string;
  readonly overwrite?: boolean;
}

/** What a save answers. */
export interface SavedDashboard {
  readonly uid: string;
  readonly url: string;
  readonly version: number;
}

/** Narrows a search. */
export interface SearchOptions {
  readonly query?: string;
  readonly type?: 'dash-db' | 'dash-folder';
  readonly tag?: readonly string[];
  readonly folderUids?: readonly string[];
  readonly limit?: number;
  readonly page?: number;
}

/** A client of one Grafana. What is not there is `undefined`; everything else that goes wrong rejects with a `BenchError`. */
export interface GrafanaClient {
  /** Grafana's version. */
  version(): Promise<string>;
  datasources(): Promise<readonly DatasourceInfo[]>;
  datasource(uid: string): Promise<DatasourceInfo | undefined>;
  dashboard(uid: string): Promise<DashboardInfo | undefined>;
  saveDashboard(save: DashboardToSave): Promise<SavedDashboard>;
  deleteDashboard(uid: string): Promise<void>;
  search(options?: SearchOptions): Promise<readonly SearchHit[]>;
  folders(parentUid?: string): Promise<readonly FolderInfo[]>;
  createFolder(folder: { readonly title: string; readonly uid?: string; readonly parentUid?: string }): Promise<FolderInfo>;
  annotations(options?: {
    readonly from?: number;
    readonly to?: number;
    readonly tags?: readonly string[];
  }): Promise<readonly JsonObject[]>;
  /** A client of the Prometheus behind a data source, through Grafana's proxy. */
  prometheus(datasourceUid: string): PrometheusClient;
}

/** A client of the Grafana at a URL: a real one, one in a container, or a handler in this process. */
export function createGrafanaClient(options: ClientOptions): GrafanaClient {
  const ask = <Answer>(call: ServerCall): Promise<Answer> => askGrafana<Answer>(options, call);
  const find = <Answer>(path: string): Promise<Answer | undefined> => findInGrafana<Answer>(options, { path });
  return {
    version: async () => (await ask<{ version: string }>({ path: '/api/health' })).version,
    datasources: () => ask({ path: '/api/datasources' }),
    datasource: (uid) => find(`/api/datasources/uid/${encodeURIComponent(uid)}`),
    dashboard: (uid) => find(`/api/dashboards/uid/${encodeURIComponent(uid)}`),
    saveDashboard: (save) => ask({ method: 'POST', path: '/api/dashboards/db', json: save }),
    deleteDashboard: async (uid) => void (await ask({ method: 'DELETE', path: `/api/dashboards/uid/${encodeURIComponent(uid)}` })),
    search: ({ folderUids, ...parameters } = {}) => ask({ path: '/api/search', parameters: { ...parameters, folderUIDs: folderUids } }),
    folders: (parentUid) => ask({ path: '/api/folders', parameters: { parentUid } }),
    createFolder: (folder) => ask({ method: 'POST', path: '/api/folders', json: folder }),
    annotations: (parameters = {}) => ask({ path: '/api/annotations', parameters }),
    prometheus: (uid) =>
      createPrometheusClient({
        ...options,
        url: `${options.url.replace(/\/+$/, '')}/api/datasources/proxy/uid/${encodeURIComponent(uid)}`,
      }),
  };
}

async function askGrafana<Answer>(options: ClientOptions, call: ServerCall): Promise<Answer> {
  const answer = await callServer(options, call);
  if (answer.status < 300) return answer.body as Answer;
  const { message } = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as { message?: string };
  if (message === undefined) throw unexpectedAnswer(options, call, answer);
  const text = `${call.method ?? 'GET'} ${options.url}${call.path} answered ${answer.status}: ${message}`;
  throw new BenchError('environment-failed', text, { facts: { status: answer.status, path: call.path, message } });
}

async function findInGrafana<Answer>(options: ClientOptions, call: ServerCall): Promise<Answer | undefined> {
  try {
    return await askGrafana<Answer>(options, call);
  } catch (error) {
    if (error instanceof BenchError && error.facts['status'] === 404) return undefined;
    throw error;
  }
}
