import { textAt } from '../../http/json-read.ts';
import { subtreeOf } from '../resource-links.ts';
import { deleteDashboard } from './delete-dashboard.ts';
import type { GrafanaStore } from './grafana-store.ts';

/** How much lies in a folder and the folders below it. */
export interface FolderCounts {
  readonly dashboard: number;
  readonly folder: number;
  readonly alertrule: number;
  readonly librarypanel: number;
}

/** Counts what would be gone with a folder. */
export function folderCounts(store: GrafanaStore, uid: string): FolderCounts {
  const inside = subtreeOf(store.folders, uid);
  const count = (folderUids: Iterable<unknown>): number => [...folderUids].filter((folderUid) => inside.has(String(folderUid))).length;
  return {
    alertrule: count([...store.alertRules.values()].map((rule) => rule['folderUID'])),
    dashboard: count([...store.dashboards.values()].map((record) => record.folderUid)),
    folder: inside.size - 1,
    librarypanel: count([...store.libraryElements.values()].map((element) => element['folderUid'])),
  };
}

/** Deletes a folder with everything inside. */
export function deleteFolder(store: GrafanaStore, uid: string): void {
  const inside = subtreeOf(store.folders, uid);
  for (const folderUid of inside) store.folders.delete(folderUid);
  for (const [key, record] of store.dashboards) if (inside.has(record.folderUid ?? '')) deleteDashboard(store, key);
  for (const [key, rule] of store.alertRules) if (inside.has(textAt(rule, 'folderUID'))) store.alertRules.delete(key);
  for (const [key, element] of store.libraryElements) if (inside.has(textAt(element, 'folderUid'))) store.libraryElements.delete(key);
}
