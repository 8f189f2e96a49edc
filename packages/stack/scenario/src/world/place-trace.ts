import type { WorldSpan, WorldTrace } from '@o11y-bench/contracts';
import { spanIdAt, spanKindNames, spanRange, spanStatusNames, traceIdAt, type TraceTable } from './trace-table.ts';

/** One trace in absolute time, parents before children. */
export function placeTrace(table: TraceTable, trace: number, now: number): WorldTrace {
  const [first, end] = spanRange(table, trace);
  const spans = Array.from({ length: end - first }, (_, index) => placeSpan(table, first + index, now));
  return { traceId: traceIdAt(table, trace), spans };
}

function placeSpan(table: TraceTable, span: number, now: number): WorldSpan {
  const parent = table.parents[span] ?? -1;
  return {
    spanId: spanIdAt(table, span),
    ...(parent < 0 ? {} : { parentSpanId: spanIdAt(table, parent) }),
    service: table.services[table.serviceIds[span] ?? 0] ?? '',
    name: table.names[table.nameIds[span] ?? 0] ?? '',
    kind: spanKindNames[table.kinds[span] ?? 0] ?? 'unspecified',
    status: spanStatusNames[table.statuses[span] ?? 0] ?? 'unset',
    startMs: now + (table.startsNs[span] ?? 0) / 1e6,
    durationMs: (table.durationsNs[span] ?? 0) / 1e6,
    attributes: table.attributeSets[table.attributeIds[span] ?? 0] ?? {},
  };
}
