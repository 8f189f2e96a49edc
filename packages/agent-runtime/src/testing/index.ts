export * from './agent-context.ts';
export * from './scripted-model.ts';
export * from './scripted-tools.ts';
