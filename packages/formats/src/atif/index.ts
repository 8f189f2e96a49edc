export * from './find-trajectory-problems.ts';
export * from './parse-trajectory.ts';
export * from './trajectory-schema.ts';
