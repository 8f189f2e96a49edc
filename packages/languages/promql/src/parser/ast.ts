import type { Matcher } from '@o11y-bench/query-core';

/** Where a node stands in the query's text: UTF-8 byte offsets, end exclusive (as the reference counts them). */
export interface PositionRange {
  readonly start: number;
  readonly end: number;
}

/** The four types of PromQL values. */
export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

/** A duration in a query: a fixed number of milliseconds, or an expression over durations (`step()`, `range()`, arithmetic). */
export interface DurationValue {
  /** Milliseconds; 0 while `expr` is set and not yet evaluated. */
  readonly ms: number;
  readonly expr?: DurationExpr;
}

/** A duration expression. `wrapped`: written in parentheses, which `pos` leaves out. */
export type DurationExpr =
  /** `duration`: written as a duration, not as a number. */
  | { readonly type: 'number'; readonly seconds: number; readonly duration: boolean; readonly pos: PositionRange }
  | { readonly type: 'step' | 'range'; readonly wrapped: boolean; readonly pos: PositionRange }
  | {
      readonly type: 'binary';
      readonly op: '+' | '-' | '*' | '/' | '%' | '^' | 'min' | 'max';
      readonly left: DurationExpr;
      readonly right: DurationExpr;
      readonly wrapped: boolean;
      readonly pos: PositionRange;
    }
  | { readonly type: 'unary'; readonly op: '+' | '-'; readonly expr: DurationExpr; readonly wrapped: boolean; readonly pos: PositionRange };

/** `@ <timestamp>` in Unix milliseconds, `@ start()`, `@ end()`. */
export type AtModifier = { readonly type: 'timestamp'; readonly ms: number } | { readonly type: 'start' } | { readonly type: 'end' };

/** `offset` and `@` of a selector or subquery. */
export interface TimeModifiers {
  readonly offset: DurationValue;
  readonly at?: AtModifier;
}

/**
 * `metric{label="v"}`. `name` is set only when the name stands in front of the braces; `matchers` are all of them, the name's last (a name
 * quoted within the braces is a matcher of `__name__` alone).
 */
export interface VectorSelector extends TimeModifiers {
  readonly type: 'vector-selector';
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly anchored: boolean;
  readonly smoothed: boolean;
  readonly pos: PositionRange;
}

/** `selector[range]`. */
export interface MatrixSelector {
  readonly type: 'matrix-selector';
  readonly selector: VectorSelector;
  readonly range: DurationValue;
  readonly pos: PositionRange;
}

/** `expr[range:step]`. A step of 0 ms without expression means the default step. */
export interface SubqueryExpr extends TimeModifiers {
  readonly type: 'subquery';
  readonly expr: Expr;
  readonly range: DurationValue;
  readonly step: DurationValue;
  readonly pos: PositionRange;
}

/** A number, or a duration used as one (`duration` true: printed as a duration again). */
export interface NumberLiteral {
  readonly type: 'number';
  readonly value: number;
  readonly duration: boolean;
  readonly pos: PositionRange;
}

/** A string. */
export interface StringLiteral {
  readonly type: 'string';
  readonly value: string;
  readonly pos: PositionRange;
}

/** `(expr)`. */
export interface ParenExpr {
  readonly type: 'paren';
  readonly expr: Expr;
  readonly pos: PositionRange;
}

/** `+expr`, `-expr`. */
export interface UnaryExpr {
  readonly type: 'unary';
  readonly op: '+' | '-';
  readonly expr: Expr;
  readonly pos: PositionRange;
}

/** The binary operators. `</` and `>/` are those that trim native histograms: parsed, never evaluated here. */
export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | 'atan2'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | 'and'
  | 'or'
  | 'unless'
  | '</'
  | '>/';

/** How the series of two vectors are paired. */
export interface VectorMatching {
  readonly card: 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many';
  readonly labels: readonly string[];
  /** True for `on`, false for `ignoring` (and for neither). */
  readonly on: boolean;
  /** Labels of `group_left(...)` or `group_right(...)`. */
  readonly include: readonly string[];
  readonly fill: { readonly left?: number; readonly right?: number };
}

/** `left op right`. `matching` is there when both sides are vectors. */
export interface BinaryExpr {
  readonly type: 'binary';
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  readonly matching?: VectorMatching;
  readonly bool: boolean;
  readonly pos: PositionRange;
}

/** The aggregation operators. */
export type AggregationOp =
  | 'sum'
  | 'avg'
  | 'count'
  | 'min'
  | 'max'
  | 'group'
  | 'stddev'
  | 'stdvar'
  | 'topk'
  | 'bottomk'
  | 'count_values'
  | 'quantile'
  | 'limitk'
  | 'limit_ratio';

/** `op by (labels) (param, expr)`. */
export interface AggregateExpr {
  readonly type: 'aggregate';
  readonly op: AggregationOp;
  readonly expr: Expr;
  readonly param?: Expr;
  readonly grouping: readonly string[];
  readonly without: boolean;
  readonly pos: PositionRange;
}

/** `fn(args)`. */
export interface CallExpr {
  readonly type: 'call';
  /** The function's name: a key of the function table. */
  readonly func: string;
  readonly args: readonly Expr[];
  readonly pos: PositionRange;
}

/** Any PromQL expression. */
export type Expr =
  | AggregateExpr
  | BinaryExpr
  | CallExpr
  | MatrixSelector
  | NumberLiteral
  | ParenExpr
  | StringLiteral
  | SubqueryExpr
  | UnaryExpr
  | VectorSelector;
