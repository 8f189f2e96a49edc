import type { Expr } from '../parser/ast.ts';
import type { SeriesSource } from '../series-source.ts';

/** How an engine behaves. The defaults are those of a server started without flags. Durations in milliseconds. */
export interface EngineOptions {
  /** How far back a sample still counts. Default 5 minutes. */
  readonly lookbackDelta?: number;
  /** Step of subqueries that name none. Default 1 minute. */
  readonly defaultSubqueryStep?: number;
  /** How many samples a query may hold at once. Default 50,000,000. */
  readonly maxSamples?: number;
  /** How long a query may run. Default 2 minutes. */
  readonly timeout?: number;
  /** Experimental functions and aggregations (`promql-experimental-functions`). Default false. */
  readonly experimentalFunctions?: boolean;
  /** `fill`, `fill_left`, `fill_right` (`promql-binop-fill-modifiers`). Default false. */
  readonly fillModifiers?: boolean;
  /** Metric and label names in UTF-8 without quotes (`promql-unquoted-utf8-names`). Default false. */
  readonly unquotedUtf8Names?: boolean;
  /** Drop `__name__` at the end of the query instead of after each operation (`promql-delayed-name-removal`). Default false. */
  readonly delayedNameRemoval?: boolean;
  /** Treat `__type__` and `__unit__` as the name's companions (`type-and-unit-labels`). Default false. */
  readonly typeAndUnitLabels?: boolean;
}

/** What every query states. */
export interface QueryRequest extends EngineOptions {
  readonly source: SeriesSource;
  /** Text, or a query that was parsed before. */
  readonly query: string | ParsedQuery;
  readonly signal?: AbortSignal;
  /** How many warnings, and how many infos, are told one by one. Default 10, as the HTTP API; 0: all. */
  readonly annotationLimit?: number;
  /** Count samples per step in the result's statistics. Default false. */
  readonly perStepStats?: boolean;
}

/** A query that has been parsed before: the text is needed for the positions of annotations. */
export interface ParsedQuery {
  readonly text: string;
  readonly expr: Expr;
}

/** A query at one instant (Unix milliseconds). */
export interface InstantRequest extends QueryRequest {
  readonly time: number;
}

/** A query over a range: every `step` milliseconds from `start` to `end` (Unix milliseconds, both inclusive). */
export interface RangeRequest extends QueryRequest {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}
