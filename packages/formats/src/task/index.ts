export * from './authored-attempt.ts';
export * from './authored-check.ts';
export * from './authored-fact.ts';
export * from './authored-task.ts';
export * from './parse-duration.ts';
export * from './parse-percent.ts';
export * from './to-check-test.ts';
export * from './to-task-spec.ts';
export { knownFieldsAt } from './strict-fields.ts';
