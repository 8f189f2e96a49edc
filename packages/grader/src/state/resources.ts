import type { GrafanaDashboard, GrafanaState } from '@o11y-bench/contracts';

/** What a resource holds that an author means by it: numbers of versions, times and authors of saving are left out. */
export interface ComparedResource {
  readonly kind: string;
  readonly uid: string;
  readonly content: unknown;
}

/** All resources of a Grafana, to be compared. */
export function comparedResources(state: GrafanaState): readonly ComparedResource[] {
  return [
    ...state.datasources.map(({ id: _id, version: _version, ...content }) => ({ kind: 'datasource', uid: content.uid, content })),
    ...state.folders.map(({ uid, title, description, parentUid }) => ({ kind: 'folder', uid, content: { title, description, parentUid } })),
    ...state.dashboards.map(toComparedDashboard),
    ...list('annotation', state.annotations, 'id'),
    ...list('alert rule', state.alertRules, 'uid'),
    ...list('contact point', state.contactPoints, 'uid'),
    ...list('mute timing', state.muteTimings, 'name'),
    ...list('library element', state.libraryElements, 'uid'),
    ...(state.policies ? [{ kind: 'notification policies', uid: '', content: state.policies }] : []),
  ];
}

function toComparedDashboard({ dashboard, folderUid }: GrafanaDashboard): ComparedResource {
  const { id: _id, version: _version, iteration: _iteration, ...model } = dashboard;
  return { kind: 'dashboard', uid: keyOf(dashboard['uid']), content: { model, folderUid: folderUid ?? '' } };
}

function list(kind: string, resources: GrafanaState['annotations'] | undefined, key: string): ComparedResource[] {
  return (resources ?? []).map((content, index) => ({ kind, uid: keyOf(content[key] ?? index), content }));
}

const keyOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
