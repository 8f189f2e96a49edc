export type { FaultPlan } from './faults.ts';
export { startModelServer, type ModelServer, type ModelServerOptions } from './start-model-server.ts';
