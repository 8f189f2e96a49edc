import type { TextPosition } from '@o11y-bench/formats/expression';

/** What a fact came to. A failure's `cause` tells who made it: the task's author, or an answer that cites what is not there. */
export type FactOutcome = { readonly ok: true; readonly value: unknown } | FactFailure;

/** A fact without a value; `position` counts from 1 within the fact's expression or query. */
export interface FactFailure {
  readonly ok: false;
  readonly error: string;
  readonly position?: TextPosition;
  readonly cause: 'task' | 'answer';
}

/** Outcomes by the fact's name. */
export type FactOutcomes = ReadonlyMap<string, FactOutcome>;

/** A failure that the task's author must mend. */
export const taskFailure = (error: string, position?: TextPosition): FactFailure => ({
  ok: false,
  error,
  cause: 'task',
  ...(position ? { position } : {}),
});

/** The values of the facts that have one: `facts` in expressions. */
export const valuesOf = (outcomes: FactOutcomes): Record<string, unknown> =>
  Object.fromEntries([...outcomes].flatMap(([name, outcome]) => (outcome.ok ? [[name, outcome.value] as const] : [])));
