import { utf8Length } from '@o11y-bench/query-core';
import type { Expr } from './ast.ts';
import { print } from './print.ts';
import type { PrintOptions } from './print-options.ts';
import { printAggregationHead, printOperator, printSubqueryTimes } from './print-parts.ts';
import { children } from './walk.ts';

/** Lines longer than this many bytes are broken up. */
const MAX_LINE = 100;

/** Prints an expression as `format_query` answers: whatever is longer than 100 bytes is spread over lines, indented by two blanks. */
export function prettyPrint(expr: Expr, options: PrintOptions = {}): string {
  return new PrettyPrinter(options).print(expr, 0);
}

class PrettyPrinter {
  readonly #options: PrintOptions;
  /** What fits on a line; undefined for what does not. Kept, because a long expression is asked about all that it holds. */
  readonly #lines = new Map<Expr, string | undefined>();

  constructor(options: PrintOptions) {
    this.#options = options;
  }

  print(expr: Expr, level: number): string {
    const indent = '  '.repeat(level);
    if (expr.type === 'unary') return `${indent}${expr.op}${this.print(expr.expr, level).trim()}`;
    const line = this.#lineOf(expr);
    // The reference forgets the indent of a subquery that fits on a line.
    if (line !== undefined) return expr.type === 'subquery' ? line : indent + line;
    return this.#broken(expr, level, indent);
  }

  #broken(expr: Expr, level: number, indent: string): string {
    const inner = (child: Expr): string => this.print(child, level + 1);
    switch (expr.type) {
      case 'paren':
        return `${indent}(\n${inner(expr.expr)}\n${indent})`;
      case 'call':
        return `${indent}${expr.func}(\n${expr.args.map(inner).join(',\n')}\n${indent})`;
      case 'aggregate':
        return `${indent}${printAggregationHead(expr, this.#options)}(\n${children(expr).map(inner).join(',\n')}\n${indent})`;
      case 'binary':
        return `${inner(expr.left)}\n${indent}${printOperator(expr, this.#options)}\n${inner(expr.right)}`;
      case 'subquery':
        return `${this.print(expr.expr, level)}${printSubqueryTimes(expr)}`;
      default:
        return indent + print(expr, this.#options);
    }
  }

  #lineOf(expr: Expr): string | undefined {
    if (!this.#lines.has(expr)) this.#lines.set(expr, this.#computeLine(expr));
    return this.#lines.get(expr);
  }

  #computeLine(expr: Expr): string | undefined {
    if (children(expr).some((child) => this.#lineOf(child) === undefined)) return undefined;
    const line = print(expr, this.#options);
    return utf8Length(line) > MAX_LINE ? undefined : line;
  }
}
