import type { Matcher } from './matcher.ts';
import { compileRegex } from './regex.ts';

/** Outcome of compiling a matcher: a predicate over the label's value (empty for an absent label), or the expression's syntax error. */
export type MatcherResult =
  | { readonly ok: true; readonly matches: (value: string) => boolean }
  | { readonly ok: false; readonly error: string };

/** Compiles a matcher into a predicate. Every `!` form is the exact opposite of its positive form. */
export function compileMatcher(matcher: Matcher): MatcherResult {
  const { op, value } = matcher;
  if (op === '=') return { ok: true, matches: (text) => text === value };
  if (op === '!=') return { ok: true, matches: (text) => text !== value };
  const compiled = compileRegex(value);
  if (!compiled.ok) return compiled;
  const { regex } = compiled;
  if (op === '=~') return { ok: true, matches: regex.matches };
  return { ok: true, matches: (text) => !regex.matches(text) };
}
