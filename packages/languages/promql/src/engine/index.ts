export * from './evaluate.ts';
export * from './query-options.ts';
export * from './query-result.ts';
