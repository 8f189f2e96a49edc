import { fileURLToPath } from 'node:url';
import { measureProcess, median, printFigure } from './figures.ts';

const script = fileURLToPath(new URL('./null-job.ts', import.meta.url));

/** 200 trials of `nop` in a null environment, all records written: the harness by itself, as a process. */
export function measureJob(): Promise<void> {
  const runs = Array.from({ length: 5 }, () => measureProcess(['--conditions=source', script]));
  printFigure('200 nop trials, null environment', median(runs.map((run) => run.ms)), 'ms', 1200);
  printFigure('  peak memory of the process', median(runs.map((run) => run.mb)), 'MB', 130);
  return Promise.resolve();
}
