export * from './grafana/create-grafana-handler.ts';
export * from './http/handler.ts';
export * from './http/listen.ts';
export * from './http/served-request.ts';
export * from './http/warm-up.ts';
export * from './prometheus/create-prometheus-handler.ts';
export * from './prometheus/rule-groups.ts';
export * from './prometheus/scrape-targets.ts';
