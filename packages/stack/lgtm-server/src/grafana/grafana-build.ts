/** The version that this Grafana answers as. */
export const GRAFANA_BUILD = {
  version: '12.4.2',
  commit: 'ebade4c739e1aface4ce094934ad85374887a680',
  edition: 'Open Source',
} as const;
