import { any, flag, type Model, map, number, text } from './model.ts';

/** A data source. */
export const datasourceModel: Model = {
  access: text,
  accessControl: map,
  basicAuth: flag,
  basicAuthUser: text,
  database: text,
  id: number,
  isDefault: flag,
  jsonData: any,
  name: text,
  orgId: number,
  readOnly: flag,
  secureJsonFields: map,
  type: text,
  typeLogoUrl: text,
  uid: text,
  url: text,
  user: text,
  version: number,
  withCredentials: flag,
};
