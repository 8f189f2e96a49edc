import type { GrafanaFolder } from '@o11y-bench/contracts';
import { slugOf } from './slug.ts';

/** Path of a folder's page. */
export const folderUrl = (folder: { readonly uid: string; readonly title: string }): string =>
  `/dashboards/f/${folder.uid}/${slugOf(folder.title)}`;

/** Path of a dashboard's page. */
export const dashboardUrl = (uid: string, title: string): string => `/d/${uid}/${slugOf(title)}`;

/** A folder's ancestors, the topmost first. */
export function ancestorsOf(folders: ReadonlyMap<string, GrafanaFolder>, folder: GrafanaFolder): readonly GrafanaFolder[] {
  const ancestors: GrafanaFolder[] = [];
  let parent = folder.parentUid ? folders.get(folder.parentUid) : undefined;
  while (parent && !ancestors.includes(parent)) {
    ancestors.unshift(parent);
    parent = parent.parentUid ? folders.get(parent.parentUid) : undefined;
  }
  return ancestors;
}

/** Uids of a folder and of all folders below it. */
export function subtreeOf(folders: ReadonlyMap<string, GrafanaFolder>, uid: string): ReadonlySet<string> {
  const subtree = new Set([uid]);
  for (const member of subtree) {
    for (const folder of folders.values()) if (folder.parentUid === member) subtree.add(folder.uid);
  }
  return subtree;
}
