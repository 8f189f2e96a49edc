import type { DurationExpr, DurationValue } from './ast.ts';

/** What `step()` and `range()` stand for, in milliseconds. */
export interface QuerySpan {
  readonly step: number;
  readonly range: number;
}

/** A duration in milliseconds; undefined where it divides by zero or otherwise has no value. */
export function durationMs({ ms, expr }: DurationValue, span: QuerySpan): number | undefined {
  if (expr === undefined) return ms;
  const value = seconds(expr, span) * 1000;
  return Number.isFinite(value) ? Math.trunc(value) : undefined;
}

function seconds(expr: DurationExpr, span: QuerySpan): number {
  switch (expr.type) {
    case 'number':
      return expr.seconds;
    case 'step':
    case 'range':
      return span[expr.type] / 1000;
    case 'unary':
      return expr.op === '-' ? -seconds(expr.expr, span) : seconds(expr.expr, span);
    case 'binary':
      return ARITHMETIC[expr.op](seconds(expr.left, span), seconds(expr.right, span));
  }
}

const ARITHMETIC: Readonly<Record<Extract<DurationExpr, { type: 'binary' }>['op'], (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
  min: Math.min,
  max: Math.max,
};
