import { formatFloat } from '@o11y-bench/query-core';
import type { DurationExpr, DurationValue, Expr, SubqueryExpr, TimeModifiers, VectorMatching, VectorSelector } from './ast.ts';
import { findFunction } from './function-signatures.ts';

/** A value that JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The form in which `parse_query` answers an expression: keys in byte order, durations and timestamps in milliseconds. */
export function toJson(expr: Expr): JsonValue {
  switch (expr.type) {
    case 'number':
      return { type: 'numberLiteral', val: formatFloat(expr.value) };
    case 'string':
      return { type: 'stringLiteral', val: expr.value };
    case 'paren':
      return { expr: toJson(expr.expr), type: 'parenExpr' };
    case 'unary':
      return { expr: toJson(expr.expr), op: expr.op, type: 'unaryExpr' };
    case 'binary': {
      const { bool, left, matching, op, right } = expr;
      return { bool, lhs: toJson(left), matching: matchingToJson(matching), op, rhs: toJson(right), type: 'binaryExpr' };
    }
    case 'aggregate': {
      const { grouping, op, param, without } = expr;
      return { expr: toJson(expr.expr), grouping, op, param: param === undefined ? null : toJson(param), type: 'aggregation', without };
    }
    case 'call':
      return { args: expr.args.map(toJson), func: functionToJson(expr.func), type: 'call' };
    case 'subquery':
      return subqueryToJson(expr);
    case 'matrix-selector':
      return selectorToJson(expr.selector, 'matrixSelector', durationToJson('range', expr.range));
    case 'vector-selector':
      return selectorToJson(expr, 'vectorSelector', {});
  }
}

type JsonObject = Readonly<Record<string, JsonValue>>;

function functionToJson(name: string): JsonValue {
  const signature = findFunction(name);
  if (signature === undefined) return null;
  return { argTypes: signature.argTypes, name, returnType: signature.returnType, variadic: signature.variadic };
}

function matchingToJson(matching: VectorMatching | undefined): JsonValue {
  if (matching === undefined) return null;
  const { card, fill, include, labels, on } = matching;
  return { card, fillValues: { lhs: fill.left ?? null, rhs: fill.right ?? null }, include, labels, on };
}

function subqueryToJson(expr: SubqueryExpr): JsonValue {
  return sorted({
    expr: toJson(expr.expr),
    type: 'subquery',
    ...durationToJson('range', expr.range),
    ...durationToJson('step', expr.step),
    ...modifiersToJson(expr),
  });
}

function selectorToJson(selector: VectorSelector, type: string, range: JsonObject): JsonValue {
  const { anchored, matchers, name, smoothed } = selector;
  return sorted({
    anchored,
    matchers: matchers.map((matcher) => ({ name: matcher.name, type: matcher.op, value: matcher.value })),
    name,
    smoothed,
    type,
    ...range,
    ...modifiersToJson(selector),
  });
}

function modifiersToJson({ at, offset }: TimeModifiers): JsonObject {
  return {
    ...durationToJson('offset', offset),
    startOrEnd: at === undefined || at.type === 'timestamp' ? null : at.type,
    timestamp: at?.type === 'timestamp' ? at.ms : null,
  };
}

function durationToJson(key: string, { ms, expr }: DurationValue): JsonObject {
  return { [key]: ms, [`${key}Expr`]: expr === undefined ? null : durationExprToJson(expr) };
}

function durationExprToJson(expr: DurationExpr): JsonValue {
  if (expr.type === 'number') return { duration: expr.duration, type: 'numberLiteral', val: formatFloat(expr.seconds) };
  return { ...operandsToJson(expr), type: 'durationExpr', wrapped: expr.wrapped };
}

function operandsToJson(expr: Exclude<DurationExpr, { type: 'number' }>): JsonObject {
  if (expr.type === 'unary') return { lhs: null, op: expr.op, rhs: durationExprToJson(expr.expr) };
  if (expr.type !== 'binary') return { lhs: null, op: expr.type, rhs: null };
  const op = expr.op === 'min' || expr.op === 'max' ? `${expr.op}_of` : expr.op;
  return { lhs: durationExprToJson(expr.left), op, rhs: durationExprToJson(expr.right) };
}

function sorted(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
