import type { QueryFailure, QueryLanguage, QueryResult, Template } from '@o11y-bench/contracts';

/** Evaluates a template over a scope; `@o11y-bench/formats/expression` has one. A template that is one expression keeps the value's type. */
export type EvaluateTemplate = (template: Template, scope: Readonly<Record<string, unknown>>) => unknown;

/** What the steps and the answer of an attempt are computed from, beside the tools. */
export interface AttemptSources {
  readonly evaluate: EvaluateTemplate;
  /** Values of the task's facts on the pristine world, by name: `facts` in templates. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** A query on the pristine world at T, for answers such as `{ promql: … }`. */
  query(language: QueryLanguage, text: string): Promise<QueryResult | QueryFailure>;
}
