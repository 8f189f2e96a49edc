export * from './call-server.ts';
export * from './grafana-client.ts';
export * from './prometheus-client.ts';
