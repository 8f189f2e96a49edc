export * from './evaluate.ts';
export * from './query-options.ts';
export * from './query-result.ts';
export { STALE_NAN_BITS } from './selectors/staleness.ts';
