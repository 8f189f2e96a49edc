import type { RelativeWorld } from '../world/relative-world.ts';
import { spanRange, traceCount, traceIdAt } from '../world/trace-table.ts';

/** The span in which the target of a request handles it. */
export interface HandlerSpan {
  readonly traceId: string;
  readonly name: string;
  readonly service: string;
  /** When the request came, milliseconds relative to T. */
  readonly timeMs: number;
  readonly durationMs: number;
  /** Names of the spans below it. */
  readonly children: readonly string[];
}

/** The handler span of every trace: the third one. */
export function handlerSpans({ traces: table }: RelativeWorld): HandlerSpan[] {
  return Array.from({ length: traceCount(table) }, (_, trace) => {
    const [first, end] = spanRange(table, trace);
    const handler = first + 2;
    return {
      traceId: traceIdAt(table, trace),
      name: table.names[table.nameIds[handler] ?? 0] ?? '',
      service: table.services[table.serviceIds[handler] ?? 0] ?? '',
      timeMs: (table.startsNs[first] ?? 0) / 1e6,
      durationMs: (table.durationsNs[handler] ?? 0) / 1e6,
      children: Array.from({ length: end - handler - 1 }, (_unused, index) => table.names[table.nameIds[handler + 1 + index] ?? 0] ?? ''),
    };
  });
}
