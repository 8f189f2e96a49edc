import { dateTime, flag, type Model, number, one, required, text } from './model.ts';

const actions: Model = { canAdd: flag, canDelete: flag, canEdit: flag };

/** What Grafana says about a dashboard beside its JSON. */
export const dashboardMetaModel: Model = {
  annotationsPermissions: one({ dashboard: one(actions), organization: one(actions) }),
  apiVersion: text,
  canAdmin: flag,
  canDelete: flag,
  canEdit: flag,
  canSave: flag,
  canStar: flag,
  created: dateTime,
  createdBy: text,
  expires: dateTime,
  folderId: number,
  folderTitle: text,
  folderUid: text,
  folderUrl: text,
  hasAcl: flag,
  isFolder: flag,
  isSnapshot: flag,
  isStarred: flag,
  provisioned: flag,
  provisionedExternalId: text,
  publicDashboardEnabled: flag,
  slug: text,
  type: text,
  updated: dateTime,
  updatedBy: text,
  url: text,
  version: number,
};

/** The answer to a save. Grafana sends no title, so it is null. */
export const savedDashboardModel: Model = {
  folderUid: text,
  id: required,
  status: required,
  title: required,
  uid: required,
  url: required,
  version: required,
};
