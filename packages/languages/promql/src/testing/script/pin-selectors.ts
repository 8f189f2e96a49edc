import { TIME_DEPENDENT_FUNCTIONS } from '../../engine/time-dependent-functions.ts';
import type { Expr, MatrixSelector, TimeModifiers } from '../../parser/ast.ts';
import { walk } from '../../parser/walk.ts';

/** Functions and words whose value depends on the time of evaluation even under `@`. */
const TIME_DEPENDENT: ReadonlySet<string> = new Set([...TIME_DEPENDENT_FUNCTIONS, 'start', 'end', 'range', 'step']);

/** The same expression with `@ time` at every selector and subquery that has none; nothing when its value depends on the time anyway. */
export function pinSelectors(expr: Expr, time: number): Expr | undefined {
  let depends = false;
  walk(expr, (node) => {
    depends ||= node.type === 'call' && TIME_DEPENDENT.has(node.func);
  });
  return depends ? undefined : pin(expr, time);
}

function pin(expr: Expr, time: number): Expr {
  switch (expr.type) {
    case 'vector-selector':
      return pinned(expr, time);
    case 'matrix-selector':
      return { ...expr, selector: pinned(expr.selector, time) } satisfies MatrixSelector;
    case 'subquery':
      // What stands inside is evaluated relative to the subquery, so it must stay as it is.
      return pinned(expr, time);
    case 'paren':
    case 'unary':
      return { ...expr, expr: pin(expr.expr, time) };
    case 'binary':
      return { ...expr, left: pin(expr.left, time), right: pin(expr.right, time) };
    case 'call':
      return { ...expr, args: expr.args.map((arg) => pin(arg, time)) };
    case 'aggregate':
      return { ...expr, expr: pin(expr.expr, time), ...(expr.param === undefined ? {} : { param: pin(expr.param, time) }) };
    default:
      return expr;
  }
}

function pinned<T extends TimeModifiers>(node: T, time: number): T {
  return node.at?.type === 'timestamp' ? node : { ...node, at: { type: 'timestamp', ms: time } };
}
