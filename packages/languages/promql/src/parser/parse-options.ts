/** Features of the language that a server started without flags refuses. All off by default. */
export interface ParseOptions {
  /** Experimental functions and aggregations (`promql-experimental-functions`). */
  readonly experimentalFunctions?: boolean;
  /** `fill`, `fill_left`, `fill_right` behind a binary operator (`promql-binop-fill-modifiers`). */
  readonly fillModifiers?: boolean;
  /** Unicode letters and dots in names without quotes (`promql-unquoted-utf8-names`). */
  readonly unquotedUtf8Names?: boolean;
}
