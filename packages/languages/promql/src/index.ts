export * from './engine/index.ts';
export * from './parser/index.ts';
export * from './series-from-arrays.ts';
export * from './series-source.ts';
