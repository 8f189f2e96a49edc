export * from './ast.ts';
export * from './function-signature.ts';
export { FUNCTIONS, findFunction } from './function-signatures.ts';
export { isComparison, isSetOperator } from './check-binary.ts';
export * from './parse.ts';
export type { ParseError, ParseRefusal } from './parse-error.ts';
export * from './parse-options.ts';
export * from './value-type.ts';
