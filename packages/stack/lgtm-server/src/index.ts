export * from './grafana/create-grafana-handler.ts';
export * from './http/handler.ts';
export * from './http/served-request.ts';
