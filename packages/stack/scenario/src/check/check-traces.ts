import type { RelativeWorld } from '../world/relative-world.ts';
import { spanRange, traceCount, traceIdAt, type TraceTable } from '../world/trace-table.ts';
import { findings, type WorldFinding } from './finding.ts';

/** The laws of traces: ids that stand once, one root, parents in the same trace, and children that start while their parent runs. */
export function checkTraces({ traces: table, scenario }: RelativeWorld): WorldFinding[] {
  const traces = Array.from({ length: traceCount(table) }, (_, trace) => trace);
  const ids = traces.map((trace) => traceIdAt(table, trace));
  const untraced = table.services.filter((service) => scenario.services[service]?.internal_requests);
  return [
    ...findings('trace ids stand once', repeated(ids)),
    ...findings(
      'a trace has one root',
      traces.filter((trace) => rootsOf(table, trace) !== 1).map((trace) => ids[trace] ?? ''),
    ),
    ...findings(
      'a span starts while its parent runs',
      traces.flatMap((trace) => strayChildren(table, trace)),
    ),
    ...findings(
      'spans lie in the history',
      traces.filter((trace) => !liesWithin(table, trace, -scenario.clock.history * 1e6)).map((trace) => ids[trace] ?? ''),
    ),
    ...findings('a service outside the traces has no span', untraced),
  ];
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

function rootsOf(table: TraceTable, trace: number): number {
  const [first, end] = spanRange(table, trace);
  return table.parents.subarray(first, end).filter((parent) => parent < 0).length;
}

function strayChildren(table: TraceTable, trace: number): string[] {
  const [first, end] = spanRange(table, trace);
  const stray: string[] = [];
  for (let span = first; span < end; span++) {
    const parent = table.parents[span] ?? -1;
    if (parent < 0) continue;
    const start = table.startsNs[span] ?? 0;
    const parentStart = table.startsNs[parent] ?? 0;
    const inside = parent >= first && parent < span && start >= parentStart && start <= parentStart + (table.durationsNs[parent] ?? 0);
    if (!inside) stray.push(`${traceIdAt(table, trace)}: ${table.names[table.nameIds[span] ?? 0]}`);
  }
  return stray;
}

function liesWithin(table: TraceTable, trace: number, historyStartNs: number): boolean {
  const start = table.startsNs[spanRange(table, trace)[0]] ?? 0;
  return start >= historyStartNs && start < 0;
}
