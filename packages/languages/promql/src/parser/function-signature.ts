import type { ValueType } from './ast.ts';

/**
 * What the type checker and the documentation know of a function. `variadic` 0: exactly these arguments; n > 0: the last up to n may be
 * left out or repeated as the reference defines it; -1: the last may repeat without limit.
 */
export interface FunctionSignature {
  readonly name: string;
  readonly argTypes: readonly ValueType[];
  readonly variadic: number;
  readonly returnType: ValueType;
  readonly experimental: boolean;
}
