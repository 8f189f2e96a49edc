import type { Labels } from '@o11y-bench/query-core';

/** One series as it is sent: its samples are encoded once, however many label sets share them. */
export interface WrittenSeries {
  readonly labels: Labels;
  readonly samples: Buffer;
}

/**
 * Pushes series to a server's remote-write receiver, in this order. Source: the Prometheus remote write 1.0 specification (protobuf in a
 * snappy block, which may consist of literals alone).
 */
export async function remoteWrite(baseUrl: string, series: readonly WrittenSeries[]): Promise<void> {
  const response = await fetch(`${baseUrl}/api/v1/write`, {
    method: 'POST',
    headers: { 'content-encoding': 'snappy', 'content-type': 'application/x-protobuf', 'x-prometheus-remote-write-version': '0.1.0' },
    body: new Uint8Array(snappyLiterals(Buffer.concat(series.map((one) => field(1, toTimeSeries(one)))))),
  });
  if (!response.ok) throw new Error(`remote write: ${response.status} ${await response.text()}`);
}

/** The samples of a series as the message's repeated field. Bits of values are kept, so staleness markers stay what they are. */
export function encodeSamples(times: Float64Array, values: Float64Array): Buffer {
  const bits = new BigUint64Array(values.buffer, values.byteOffset, values.length);
  const samples = Array.from(times, (time, i) => {
    const value = Buffer.alloc(9);
    value[0] = (1 << 3) | 1;
    value.writeBigUInt64LE(bits[i] as bigint, 1);
    return field(2, Buffer.concat([value, Buffer.from([2 << 3]), varint(time)]));
  });
  return Buffer.concat(samples);
}

const toTimeSeries = ({ labels, samples }: WrittenSeries): Buffer =>
  Buffer.concat([
    ...Object.entries(labels)
      .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
      .map(([name, value]) => field(1, Buffer.concat([field(1, Buffer.from(name)), field(2, Buffer.from(value))]))),
    samples,
  ]);

/** A length-delimited field. */
const field = (number: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

const LITERAL_LENGTH = 65_536;

function snappyLiterals(content: Buffer): Buffer {
  const parts = [varint(content.length)];
  for (let from = 0; from < content.length; from += LITERAL_LENGTH) {
    const literal = content.subarray(from, from + LITERAL_LENGTH);
    const size = literal.length - 1;
    parts.push(Buffer.from([61 << 2, size & 0xff, size >> 8]), literal);
  }
  return Buffer.concat(parts);
}
