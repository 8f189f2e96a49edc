import type { Evaluable } from './evaluable.ts';
import type { GoToken } from './go-scanner.ts';
import type { GvalProblem } from './gval-value.ts';

/** A parser as its parts see it: one token of look-ahead that can be put back. */
export interface ExpressionParser {
  expression(): Evaluable;
  scan(): GoToken;
  /** Whether the next token is this character; it is taken either way. */
  takes(character: string): boolean;
  /** Leaves the last token to whoever reads next. Expected tokens are single characters or names of token classes. */
  putBack(unit: string, ...expected: readonly string[]): void;
  /** The problem that the last token does not fit. */
  expected(unit: string, ...expected: readonly string[]): GvalProblem;
  /** Text of the last token. */
  tokenText(): string;
}
