export * from './canonical-json.ts';
export * from './content-digest.ts';
