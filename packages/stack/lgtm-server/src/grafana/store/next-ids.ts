import type { GrafanaNextIds, GrafanaState } from '@o11y-bench/contracts';

/** What the store numbers. */
export type Numbered = 'datasource' | 'dashboard' | 'folder' | 'annotation' | 'rule' | 'uid';

/** Gives out numbers, and uids of 14 characters made from them, so that a trial repeated gives the same ones. */
export interface IdSource {
  next(kind: Numbered): number;
  uid(): string;
  /** The counters as they stand. */
  counters(): GrafanaNextIds;
}

/** Starts counting where a state says, else above the highest number in use. */
export function createIdSource(state: GrafanaState): IdSource {
  const counters = { ...initialCounters(state), ...state.next };
  const next = (kind: Numbered): number => counters[kind]++;
  return { next, uid: () => uidOf(next('uid')), counters: () => ({ ...counters }) };
}

function initialCounters(state: GrafanaState): Required<GrafanaNextIds> {
  // Dashboards and folders share one table in the real server, so their numbers never meet.
  const boards = above([...state.dashboards.map((entry) => entry.dashboard['id']), ...state.folders.map((folder) => folder.id)]);
  return {
    datasource: above(state.datasources.map((source) => source.id)),
    dashboard: boards,
    folder: boards + 1000,
    annotation: above(state.annotations.map((annotation) => annotation['id'])),
    rule: above((state.alertRules ?? []).map((rule) => rule['id'])),
    uid: 1,
  };
}

function above(ids: readonly unknown[]): number {
  return ids.reduce<number>((highest, id) => (typeof id === 'number' && id > highest ? id : highest), 0) + 1;
}

// A multiplicative walk through 36^13: consecutive numbers give uids that look unrelated, and no two are equal.
function uidOf(number: number): string {
  const space = 36n ** 13n;
  const spread = (BigInt(number) * 6364136223846793005n + 1442695040888963407n) % space;
  return `f${spread.toString(36).padStart(13, '0')}`;
}
