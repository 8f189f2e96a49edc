export * from './agent-context.ts';
export * from '../simulation/scripted-model.ts';
export * from './scripted-tools.ts';
