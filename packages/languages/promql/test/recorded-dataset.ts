import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeriesData } from '../src/index.ts';
import { STALE_NAN_BITS } from '../src/index.ts';

/** Where the shared recordings are, if they are at hand. */
export const conformanceDirectory = process.env['O11Y_CONFORMANCE_DIR'] ?? join(import.meta.dirname, '../../../../../shared/conformance');

/** What the recorded Prometheus held, from the fixture: regular times as runs of `[first, step, count]`. */
export function recordedDataset(): readonly SeriesData[] {
  const lines = readFileSync(join(import.meta.dirname, 'fixtures/prometheus-dataset.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const { labels, runs, values } = JSON.parse(line) as FixtureSeries;
    return toSeries(labels, runs.flatMap(expandRun), values.split(' '));
  });
}

/** The same from the shared recording; nothing where that is not at hand. */
export function sharedDataset(): readonly SeriesData[] | undefined {
  const file = join(conformanceDirectory, 'prometheus/dataset.json');
  if (!existsSync(file)) return undefined;
  const { series } = JSON.parse(readFileSync(file, 'utf8')) as { readonly series: readonly SharedSeries[] };
  return series.map(({ labels, samples }) =>
    toSeries(
      labels,
      samples.map(([time]) => time),
      samples.map(([, value]) => value),
    ),
  );
}

type Run = readonly [first: number, step: number, count: number];

interface FixtureSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly runs: readonly Run[];
  readonly values: string;
}

interface SharedSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [time: number, value: string])[];
}

function expandRun([first, step, count]: Run): readonly number[] {
  return Array.from({ length: count }, (_, i) => first + i * step);
}

function toSeries(labels: Readonly<Record<string, string>>, times: readonly number[], texts: readonly string[]): SeriesData {
  const values = new Float64Array(texts.length);
  const bits = new BigUint64Array(values.buffer);
  texts.forEach((text, i) => {
    if (text === 'stale') bits[i] = STALE_NAN_BITS;
    else values[i] = text.endsWith('Inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
  });
  const kept = Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''));
  return { labels: kept, times: Float64Array.from(times), values };
}
