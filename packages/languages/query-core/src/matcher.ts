/** The four ways a label can be matched. */
export type MatchOp = '=' | '!=' | '=~' | '!~';

/** A label matcher. Regular expressions are RE2 and anchored at both ends. */
export interface Matcher {
  readonly name: string;
  readonly op: MatchOp;
  readonly value: string;
}
