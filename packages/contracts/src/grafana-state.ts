import type { JsonObject } from './json.ts';

/** A Grafana's whole state as data: what a task sets up, what an agent left behind. The form of the recorded `state.json`. */
export interface GrafanaState {
  readonly datasources: readonly GrafanaDatasource[];
  readonly folders: readonly GrafanaFolder[];
  readonly dashboards: readonly GrafanaDashboard[];
  readonly annotations: readonly JsonObject[];
  readonly alertRules?: readonly JsonObject[];
  readonly contactPoints?: readonly JsonObject[];
  readonly policies?: JsonObject;
  readonly muteTimings?: readonly JsonObject[];
}

/** A data source. `down: true` refuses connections. */
export interface GrafanaDatasource {
  readonly id: number;
  readonly uid: string;
  readonly name: string;
  readonly type: string;
  readonly url: string;
  readonly access?: string;
  readonly isDefault?: boolean;
  readonly readOnly?: boolean;
  readonly version?: number;
  readonly jsonData?: JsonObject;
  readonly down?: boolean;
}

/** A folder. Times are ISO 8601. */
export interface GrafanaFolder {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  readonly parentUid?: string;
  readonly created: string;
  readonly updated: string;
  readonly version: number;
}

/** A dashboard with what Grafana knows about it. `dashboard` is the model as saved, with `id`, `uid` and `version`. */
export interface GrafanaDashboard {
  readonly folderUid?: string;
  readonly created: string;
  readonly updated: string;
  readonly dashboard: JsonObject;
}
