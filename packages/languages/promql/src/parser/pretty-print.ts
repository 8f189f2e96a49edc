import { utf8Length } from '@o11y-bench/query-core';
import type { AggregateExpr, BinaryExpr, Expr } from './ast.ts';
import { print } from './print.ts';
import type { PrintOptions } from './print-options.ts';
import { printAggregationHead, printOperator, printSubqueryTimes } from './print-parts.ts';

/** Lines longer than this many bytes are broken up. */
const MAX_LINE = 100;

/** Prints an expression as `format_query` answers: whatever is longer than 100 bytes is spread over lines, indented by two blanks. */
export function prettyPrint(expr: Expr, options: PrintOptions = {}): string {
  return pretty(expr, 0, options);
}

function pretty(expr: Expr, level: number, options: PrintOptions): string {
  const indent = '  '.repeat(level);
  const line = print(expr, options);
  switch (expr.type) {
    case 'unary':
      return `${indent}${expr.op}${pretty(expr.expr, level, options).trim()}`;
    case 'subquery':
      // The reference leaves out the indent here.
      return fits(line) ? line : `${pretty(expr.expr, level, options)}${printSubqueryTimes(expr)}`;
    case 'paren':
      return fits(line) ? indent + line : `${indent}(\n${pretty(expr.expr, level + 1, options)}\n${indent})`;
    case 'call':
      if (fits(line)) return indent + line;
      return `${indent}${expr.func}(\n${expr.args.map((arg) => pretty(arg, level + 1, options)).join(',\n')}\n${indent})`;
    case 'aggregate':
      return fits(line) ? indent + line : prettyAggregation(expr, level, options);
    case 'binary':
      return fits(line) ? indent + line : prettyBinary(expr, level, options);
    default:
      return indent + line;
  }
}

function fits(line: string): boolean {
  return utf8Length(line) <= MAX_LINE;
}

function prettyAggregation(expr: AggregateExpr, level: number, options: PrintOptions): string {
  const indent = '  '.repeat(level);
  const parameter = expr.param === undefined ? '' : `${pretty(expr.param, level + 1, options)},\n`;
  return `${indent}${printAggregationHead(expr, options)}(\n${parameter}${pretty(expr.expr, level + 1, options)}\n${indent})`;
}

function prettyBinary(expr: BinaryExpr, level: number, options: PrintOptions): string {
  const operator = `${'  '.repeat(level)}${printOperator(expr, options)}`;
  return `${pretty(expr.left, level + 1, options)}\n${operator}\n${pretty(expr.right, level + 1, options)}`;
}
