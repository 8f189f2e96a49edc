import type { Expr, ValueType } from './ast.ts';
import { findFunction } from './function-signatures.ts';

/** What an expression evaluates to. */
export function valueType(expr: Expr): ValueType {
  switch (expr.type) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'aggregate':
    case 'vector-selector':
      return 'vector';
    case 'matrix-selector':
    case 'subquery':
      return 'matrix';
    case 'paren':
    case 'unary':
      return valueType(expr.expr);
    case 'call':
      return findFunction(expr.func)?.returnType ?? 'vector';
    case 'binary':
      return valueType(expr.left) === 'scalar' && valueType(expr.right) === 'scalar' ? 'scalar' : 'vector';
  }
}

/** The name of a type in messages and documentation. */
export function documentedType(type: ValueType): string {
  if (type === 'vector') return 'instant vector';
  return type === 'matrix' ? 'range vector' : type;
}
