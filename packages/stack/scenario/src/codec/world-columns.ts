import type { JsonObject } from '@o11y-bench/contracts';
import type { Labels } from '@o11y-bench/query-core';
import type { LogStream, RelativeGrafana, RelativeWorld } from '../world/relative-world.ts';
import type { TraceTable } from '../world/trace-table.ts';
import { littleEndianBytes, type Column } from './column-bytes.ts';

/** Everything of a world that is no column of numbers: what the columns mean and how long they are. */
export interface WorldStructure {
  readonly steps: number;
  readonly series: readonly { readonly labels: Labels; readonly firstStep: number }[];
  readonly logs: readonly {
    readonly labels: Labels;
    readonly structuredMetadata: Labels;
    readonly lines: number;
    readonly textBytes: number;
  }[];
  readonly traces: Pick<TraceTable, 'names' | 'services' | 'attributeSets' | 'scope'> & { readonly traces: number; readonly spans: number };
  readonly grafana: RelativeGrafana;
}

/** The canonical form of a world's telemetry: its structure, and its columns as little-endian bytes, each padded to eight. */
export interface WorldColumns {
  readonly structure: WorldStructure;
  readonly columns: readonly Uint8Array[];
}

/** Lays a world out in its canonical form. `readColumns` takes the columns in the same order. */
export function toWorldColumns({ metrics, logs, traces, grafana }: RelativeWorld): WorldColumns {
  const texts = logs.map(({ tails }) => new TextEncoder().encode(tails.join('')));
  const { names, services, attributeSets, scope } = traces;
  return {
    structure: {
      steps: metrics.timesMs.length,
      series: metrics.series.map(({ labels, firstStep }) => ({ labels, firstStep })),
      logs: logs.map(({ labels, structuredMetadata, tails }, index) => ({
        labels,
        structuredMetadata,
        lines: tails.length,
        textBytes: texts[index]?.length ?? 0,
      })),
      traces: { names, services, attributeSets, scope, traces: traces.firstSpans.length - 1, spans: traces.parents.length },
      grafana,
    },
    columns: [
      metrics.timesMs,
      ...metrics.series.map(({ values }) => values),
      ...logs.flatMap((stream, index) => [...logColumns(stream), texts[index] ?? new Uint8Array()]),
      ...traceColumns(traces),
    ].map((column) => padToEight(littleEndianBytes(column))),
  };
}

/** The structure as JSON that can be hashed: {@link WorldStructure} is made of JSON values only. */
export const structureJson = (structure: WorldStructure): JsonObject => structure as unknown as JsonObject;

const logColumns = ({ timesNs, bodyTimesMs, tails }: LogStream): Column[] => [
  timesNs,
  bodyTimesMs,
  Uint32Array.from(tails, ({ length }) => length),
];

const traceColumns = (table: TraceTable): Column[] => [
  table.traceIds,
  table.firstSpans,
  table.spanIds,
  table.parents,
  table.nameIds,
  table.serviceIds,
  table.kinds,
  table.statuses,
  table.attributeIds,
  table.startsNs,
  table.durationsNs,
];

function padToEight(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 8 === 0) return bytes;
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
  padded.set(bytes);
  return padded;
}
