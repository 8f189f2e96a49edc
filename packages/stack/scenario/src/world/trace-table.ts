/** All traces as columns. Traces ascend by start; a trace's spans stand together, parents before children. */
export interface TraceTable {
  /** 16 bytes per trace. */
  readonly traceIds: Uint8Array;
  /** Index of each trace's first span, and the number of spans as a last item. */
  readonly firstSpans: Uint32Array;
  /** 8 bytes per span. */
  readonly spanIds: Uint8Array;
  /** Index of the parent span in this table, -1 for a root. */
  readonly parents: Int32Array;
  /** Index into `names`. */
  readonly nameIds: Uint16Array;
  /** Index into `services`. */
  readonly serviceIds: Uint8Array;
  /** OTLP numbers: 1 internal, 2 server, 3 client. */
  readonly kinds: Uint8Array;
  /** OTLP numbers: 0 unset, 1 ok, 2 error. */
  readonly statuses: Uint8Array;
  /** Index into `attributeSets`. */
  readonly attributeIds: Uint16Array;
  /** Nanoseconds relative to T, whole numbers. */
  readonly startsNs: Float64Array;
  /** Nanoseconds, whole numbers. */
  readonly durationsNs: Float64Array;
  readonly names: readonly string[];
  /** `service.name` of each resource; resources have no other attribute. */
  readonly services: readonly string[];
  /** Attributes in the order of the export; whole numbers are OTLP integers. */
  readonly attributeSets: readonly Readonly<Record<string, string | number>>[];
  /** Name of the one instrumentation scope. */
  readonly scope: string;
}

/** Words for the numbers of {@link TraceTable.kinds}. */
export const spanKindNames = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;

/** Words for the numbers of {@link TraceTable.statuses}. */
export const spanStatusNames = ['unset', 'ok', 'error'] as const;

/** How many traces a table holds. */
export const traceCount = (table: TraceTable): number => table.firstSpans.length - 1;

/** The 32 hexadecimal digits of a trace's id. */
export const traceIdAt = (table: TraceTable, trace: number): string => hexOf(table.traceIds, trace * 16, 16);

/** The 16 hexadecimal digits of a span's id. */
export const spanIdAt = (table: TraceTable, span: number): string => hexOf(table.spanIds, span * 8, 8);

/** First span and the one behind the last of a trace. */
export const spanRange = (table: TraceTable, trace: number): readonly [number, number] => [
  table.firstSpans[trace] ?? 0,
  table.firstSpans[trace + 1] ?? 0,
];

function hexOf(bytes: Uint8Array, start: number, length: number): string {
  let text = '';
  for (let i = start; i < start + length; i++) text += byteHex[bytes[i] ?? 0];
  return text;
}

const byteHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
