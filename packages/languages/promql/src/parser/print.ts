import { quoteText } from '@o11y-bench/query-core';
import type { AggregateExpr, Expr, MatrixSelector, VectorSelector } from './ast.ts';
import { printAt, printDuration, printNumber, printOffset } from './print-duration.ts';
import type { PrintOptions } from './print-options.ts';
import { printAggregationHead, printExtension, printNameAndMatchers, printOperator, printSubqueryTimes } from './print-parts.ts';

/** Prints an expression on one line in the reference's normal form. What it prints parses to the same expression. */
export function print(expr: Expr, options: PrintOptions = {}): string {
  switch (expr.type) {
    case 'number':
      return printNumber(expr.value, expr.duration);
    case 'string':
      return quoteText(expr.value);
    case 'paren':
      return `(${print(expr.expr, options)})`;
    case 'unary':
      return `${expr.op}${print(expr.expr, options)}`;
    case 'binary':
      return `${print(expr.left, options)} ${printOperator(expr, options)} ${print(expr.right, options)}`;
    case 'aggregate':
      return printAggregation(expr, options);
    case 'call':
      return `${expr.func}(${expr.args.map((arg) => print(arg, options)).join(', ')})`;
    case 'subquery':
      return `${print(expr.expr, options)}${printSubqueryTimes(expr)}`;
    case 'matrix-selector':
      return printMatrixSelector(expr, options);
    case 'vector-selector':
      return printVectorSelector(expr, options);
  }
}

function printAggregation(expr: AggregateExpr, options: PrintOptions): string {
  const parameter = expr.param === undefined ? '' : `${print(expr.param, options)}, `;
  return `${printAggregationHead(expr, options)}(${parameter}${print(expr.expr, options)})`;
}

function printMatrixSelector({ selector, range }: MatrixSelector, options: PrintOptions): string {
  const modifiers = `${printExtension(selector)}${printAt(selector.at)}${printOffset(selector.offset)}`;
  return `${printNameAndMatchers(selector, options)}[${printDuration(range)}]${modifiers}`;
}

function printVectorSelector(selector: VectorSelector, options: PrintOptions): string {
  const modifiers = `${printAt(selector.at)}${printExtension(selector)}${printOffset(selector.offset)}`;
  return `${printNameAndMatchers(selector, options)}${modifiers}`;
}
