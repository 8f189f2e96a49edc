import { asNumber } from '../../http/json-read.ts';
import type { DashboardRecord, DashboardVersion } from './grafana-store.ts';

/** The number of a dashboard's current version. */
export const versionOf = (record: DashboardRecord): number => asNumber(record.dashboard['version']) ?? 1;

/** The versions that a dashboard has, oldest first. What came before the set-up state is not known, so there is one to begin with. */
export function historyOf(record: DashboardRecord): readonly DashboardVersion[] {
  return record.history ?? [firstVersion(record)];
}

function firstVersion(record: DashboardRecord): DashboardVersion {
  return {
    version: versionOf(record),
    created: record.updated,
    createdBy: record.updatedBy ?? 'Anonymous',
    message: record.message ?? '',
    restoredFrom: 0,
    data: record.dashboard,
  };
}
