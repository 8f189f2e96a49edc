export * from './parser/index.ts';
export * from './series-source.ts';
