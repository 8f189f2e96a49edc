import { fileURLToPath } from 'node:url';
import { measureProcess, median, printFigure } from './figures.ts';

const launcher = fileURLToPath(new URL('../../apps/cli/bin/bench.mjs', import.meta.url));

/** How long `bench --help` takes as a process, warm. */
export function measureCli(): Promise<void> {
  measureProcess([launcher, '--help']);
  const runs = Array.from({ length: 7 }, () => measureProcess([launcher, '--help']));
  printFigure('bench --help', median(runs.map((run) => run.ms)), 'ms', 300);
  return Promise.resolve();
}
