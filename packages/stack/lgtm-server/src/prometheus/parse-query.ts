import type { EngineOptions } from '@o11y-bench/promql';
import { parse, type ParseResult } from '@o11y-bench/promql/parser';

/** Parses the text of a query with a server's switches. */
export type ParseQuery = (text: string) => ParseResult;

/** More queries than a dashboard repeats; the oldest goes first. */
const MOST = 200;

/** What is longer is seldom asked twice, and would fill memory. */
const LONGEST = 2000;

/** A parser that keeps the last queries: those of dashboards and rules come again and again. */
export function createQueryParser(engine: EngineOptions): ParseQuery {
  const kept = new Map<string, ParseResult>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    const parsed = parse(text, engine);
    if (text.length > LONGEST) return parsed;
    if (kept.size >= MOST) kept.delete(kept.keys().next().value ?? '');
    kept.set(text, parsed);
    return parsed;
  };
}
