import { parseMetricSelector } from '@o11y-bench/promql/parser';
import { compileMatcher, type Matcher } from '@o11y-bench/query-core';
import type { Parsed } from './parse-time.ts';

/** Reads the `match[]` parameters. Each has to hold a matcher that an absent label does not fit. */
export function parseMatchParameters(texts: readonly string[]): Parsed<readonly (readonly Matcher[])[]> {
  const selectors: (readonly Matcher[])[] = [];
  for (const text of texts) {
    const parsed = parseMetricSelector(text);
    if (!parsed.ok) return { ok: false, error: parsed.message };
    selectors.push(parsed.matchers);
  }
  if (selectors.some((matchers) => matchers.every(fitsEmpty))) {
    return { ok: false, error: 'match[] must contain at least one non-empty matcher' };
  }
  return { ok: true, value: selectors };
}

function fitsEmpty(matcher: Matcher): boolean {
  const compiled = compileMatcher(matcher);
  return compiled.ok && compiled.matches('');
}
