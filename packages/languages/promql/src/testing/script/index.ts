export { almostEqual, compareResult } from './compare-result.ts';
export * from './in-memory-engine.ts';
export * from './parse-script.ts';
export * from './run-script.ts';
export * from './script-engine.ts';
export * from './script.ts';
