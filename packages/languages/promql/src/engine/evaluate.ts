import type { InstantRequest, RangeRequest } from './query-options.ts';
import type { QueryResult } from './query-result.ts';

/** Evaluates a query at one instant. */
export function evaluateInstant(request: InstantRequest): QueryResult {
  return { ok: false, error: { type: 'execution', message: `not available yet: ${String(request.time)}` } };
}

/** Evaluates a query over a range. */
export function evaluateRange(request: RangeRequest): QueryResult {
  return { ok: false, error: { type: 'execution', message: `not available yet: ${String(request.start)}` } };
}
