import type { GrafanaStore } from './grafana-store.ts';

/** Deletes a dashboard with its annotations. */
export function deleteDashboard(store: GrafanaStore, uid: string): void {
  store.dashboards.delete(uid);
  store.permissions.delete(`dashboard:${uid}`);
  for (const [id, annotation] of store.annotations) if (annotation['dashboardUID'] === uid) store.annotations.delete(id);
}
