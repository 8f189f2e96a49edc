import { dateTime, flag, list, listOf, type Model, map, number, text } from './model.ts';

/** A dashboard or folder as the search finds it. */
export const hitModel: Model = {
  description: text,
  folderId: number,
  folderTitle: text,
  folderUid: text,
  folderUrl: text,
  id: number,
  isDeleted: flag,
  isStarred: flag,
  orgId: number,
  permanentlyDeleteDate: dateTime,
  slug: text,
  sortMeta: number,
  sortMetaName: text,
  tags: list,
  title: text,
  type: text,
  uid: text,
  uri: text,
  url: text,
};

const folderFields = {
  accessControl: map,
  canAdmin: flag,
  canDelete: flag,
  canEdit: flag,
  canSave: flag,
  created: dateTime,
  createdBy: text,
  hasAcl: flag,
  id: number,
  managedBy: text,
  orgId: number,
  parentUid: text,
  parents: (value: unknown): unknown => listOf(folderModel)(value),
  title: text,
  uid: text,
  updated: dateTime,
  updatedBy: text,
  url: text,
  version: number,
};

/** A folder with its parents. */
export const folderModel: Model = folderFields;
