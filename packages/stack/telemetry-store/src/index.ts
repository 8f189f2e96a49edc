export * from './load-metric-dataset.ts';
export * from './metric-metadata.ts';
export * from './metric-store.ts';
export * from './series-selection.ts';
export * from './stale-marker.ts';
