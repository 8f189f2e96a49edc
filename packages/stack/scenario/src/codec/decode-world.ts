import type { ResolvedScenario } from '../generate/resolve-scenario.ts';
import type { LogStream, MetricTable, RelativeWorld } from '../world/relative-world.ts';
import type { TraceTable } from '../world/trace-table.ts';
import { ColumnReader } from './column-bytes.ts';
import { firstColumnOffset, headOffset, worldMagic } from './encode-world.ts';
import type { WorldStructure } from './world-columns.ts';

/** The world that {@link encodeWorld} wrote. Its columns share memory with the bytes. Throws a RangeError when the bytes are no world. */
export function decodeWorld(encoded: Uint8Array): RelativeWorld {
  const bytes = alignedBytes(encoded);
  if (bytes.length < headOffset || decodeText(bytes.subarray(0, worldMagic.length)) !== worldMagic) {
    throw new RangeError('the bytes are no encoded world of this version');
  }
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const head = JSON.parse(decodeText(bytes.subarray(headOffset, headOffset + headLength))) as EncodedHead;
  return {
    generator: head.generator,
    scenario: head.scenario,
    ...readColumns(head.structure, new ColumnReader(bytes, firstColumnOffset(headLength))),
  };
}

interface EncodedHead {
  readonly generator: number;
  readonly scenario: ResolvedScenario;
  readonly structure: WorldStructure;
}

function readColumns(structure: WorldStructure, reader: ColumnReader): Omit<RelativeWorld, 'generator' | 'scenario'> {
  return {
    metrics: readMetrics(structure, reader),
    logs: structure.logs.map((stream) => readLogs(stream, reader)),
    traces: readTraces(structure, reader),
    grafana: structure.grafana,
  };
}

function readMetrics({ steps, series }: WorldStructure, reader: ColumnReader): MetricTable {
  return { timesMs: reader.float64(steps), series: series.map((item) => ({ ...item, values: reader.float64(steps - item.firstStep) })) };
}

function readLogs({ labels, structuredMetadata, lines, textBytes }: WorldStructure['logs'][number], reader: ColumnReader): LogStream {
  const timesNs = reader.float64(lines);
  const bodyTimesMs = reader.float64(lines);
  const lengths = reader.uint32(lines);
  const text = decodeText(reader.uint8(textBytes));
  let start = 0;
  const tails = Array.from(lengths, (length) => text.slice(start, (start += length)));
  return { labels, structuredMetadata, timesNs, bodyTimesMs, tails };
}

function readTraces({ traces: { traces, spans, ...dictionaries } }: WorldStructure, reader: ColumnReader): TraceTable {
  return {
    traceIds: reader.uint8(traces * 16),
    firstSpans: reader.uint32(traces + 1),
    spanIds: reader.uint8(spans * 8),
    parents: reader.int32(spans),
    nameIds: reader.uint16(spans),
    serviceIds: reader.uint8(spans),
    kinds: reader.uint8(spans),
    statuses: reader.uint8(spans),
    attributeIds: reader.uint16(spans),
    startsNs: reader.float64(spans),
    durationsNs: reader.float64(spans),
    ...dictionaries,
  };
}

/** The same bytes, as a plain array that begins at a multiple of eight in its buffer. */
function alignedBytes(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return plain.byteOffset % 8 === 0 ? plain : plain.slice();
}

const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
