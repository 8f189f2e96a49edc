export * from './ast.ts';
export * from './function-signature.ts';
