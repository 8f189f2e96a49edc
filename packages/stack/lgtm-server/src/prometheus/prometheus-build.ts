/** The version that this Prometheus answers as. */
export const PROMETHEUS_BUILD = {
  version: '3.16.0',
  revision: '',
  branch: '',
  buildUser: '',
  buildDate: '',
  goVersion: 'go1.26.8',
} as const;
