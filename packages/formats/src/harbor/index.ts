export * from './job-stats.ts';
export * from './records.ts';
export * from './trial-name.ts';
export * from './trial-result-schema.ts';
