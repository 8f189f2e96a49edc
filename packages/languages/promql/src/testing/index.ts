export * from './arbitrary-query.ts';
export type { FastCheckModule } from './fast-check-module.ts';
export * from './query-vocabulary.ts';
export * from './script/index.ts';
