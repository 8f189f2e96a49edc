import type { RandomStreams } from '../random/random-streams.ts';
import type { TraceTable } from '../world/trace-table.ts';
import type { RequestRecord } from './draw-requests.ts';
import type { ResolvedScenario } from './resolve-scenario.ts';
import { SpanColumns, type TraceRows } from './span-columns.ts';
import { spanRows } from './span-rows.ts';

/** One trace per request, in the order of their starts. */
export function buildTraces(scenario: ResolvedScenario, requests: readonly RequestRecord[], streams: RandomStreams): TraceTable {
  const traces = [...Map.groupBy(requests, ({ minute }) => minute)].flatMap(([minute, ofMinute]) => {
    const ids = streams('span-ids', '', minute);
    return ofMinute.map((request): TraceRows => {
      const rows = spanRows(scenario, request);
      return { request, rows, spanIds: rows.map(() => [ids.integer32(), ids.integer32()]) };
    });
  });
  const columns = new SpanColumns(
    scenario,
    traces.length,
    traces.reduce((sum, { rows }) => sum + rows.length, 0),
  );
  for (const trace of traces.toSorted((a, b) => a.request.timeNs - b.request.timeNs)) columns.add(trace);
  return columns.table();
}
