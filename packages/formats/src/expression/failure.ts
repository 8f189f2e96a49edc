/** Why an expression or template has no value. `position` counts from 1, within the text that was given. */
export interface ExpressionFailure {
  readonly ok: false;
  readonly error: string;
  readonly position?: TextPosition;
}

/** A place in a text; both count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** The value of an expression or template: plain JSON, or undefined where it selects nothing. */
export type ExpressionOutcome = { readonly ok: true; readonly value: unknown } | ExpressionFailure;

/** A failure at an offset (UTF-16 units from 0) of a text. */
export function failureAt(error: string, text: string, offset: number | undefined): ExpressionFailure {
  return offset === undefined ? { ok: false, error } : { ok: false, error, position: positionAt(text, offset) };
}

/** Line and column of an offset; an offset behind the end stands for the end. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, Math.max(0, offset)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
