export { scriptFromTrajectory } from '../simulation/script-from-trajectory.ts';
export * from '../simulation/scripted-model.ts';
export * from '../simulation/scripts-by-instruction.ts';
export * from './agent-context.ts';
export * from './scripted-tools.ts';
