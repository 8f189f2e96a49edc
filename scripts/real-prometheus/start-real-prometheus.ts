import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Labels } from '@o11y-bench/query-core';
import type { MetricStore } from '@o11y-bench/telemetry-store';
import { everySeries } from './every-series.ts';
import { encodeSamples, remoteWrite } from './remote-write.ts';

/** A Prometheus of its own. Disposing it ends it and removes its data. */
export interface RealPrometheus extends AsyncDisposable {
  readonly url: string;
}

/** Labels of a series; of each of several where it is wanted more than once. */
type LabelsOf = (labels: Labels, copy: number) => Labels;

/**
 * Starts a Prometheus binary on a free port and loads it by remote write with the series of a store, or with copies of them. All data stays
 * in the head block, as a day's does.
 */
export async function startRealPrometheus(
  binary: string,
  source: MetricStore,
  { copies = 1, labelsOf = (labels) => labels }: { copies?: number; labelsOf?: LabelsOf } = {},
): Promise<RealPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'o11y-bench-prometheus-'));
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {evaluation_interval: 1m}\n');
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(binary, flags(folder, url), { stdio: 'ignore' });
  const dispose = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await isReady(url, child);
    for (let copy = 0; copy < copies; copy++) await load(url, source, (labels) => labelsOf(labels, copy));
    return { url, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

const flags = (folder: string, url: string): string[] => [
  `--config.file=${join(folder, 'prometheus.yml')}`,
  `--storage.tsdb.path=${join(folder, 'data')}`,
  `--web.listen-address=${new URL(url).host}`,
  '--web.enable-remote-write-receiver',
  '--storage.tsdb.retention.time=100y',
  '--storage.tsdb.min-block-duration=30d',
  '--storage.tsdb.max-block-duration=30d',
];

async function load(url: string, source: MetricStore, labelsOf: (labels: Labels) => Labels): Promise<void> {
  const encoded = everySeries(source).map(({ labels, times, values }) => ({ labels: labelsOf(labels), samples: samplesOf(times, values) }));
  for (let from = 0; from < encoded.length; from += 50) await remoteWrite(url, encoded.slice(from, from + 50));
}

// Copies of a series have the same samples, which are encoded once.
const known = new WeakMap<Float64Array, Buffer>();

function samplesOf(times: Float64Array, values: Float64Array): Buffer {
  const samples = known.get(values) ?? encodeSamples(times, values);
  known.set(values, samples);
  return samples;
}

async function isReady(url: string, child: ChildProcess): Promise<void> {
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  for (let attempt = 0; attempt < 150; attempt++) {
    if (child.exitCode !== null) throw new Error(`Prometheus ended with exit code ${child.exitCode}`);
    const ready = await Promise.race([failed, fetch(`${url}/-/ready`).catch(() => undefined)]);
    if (ready?.ok) return;
    await sleep(200);
  }
  throw new Error('Prometheus was not ready in 30 s');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
