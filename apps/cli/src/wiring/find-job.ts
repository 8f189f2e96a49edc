import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BenchError } from '@o11y-bench/contracts';
import { suggestNearest } from '@o11y-bench/task-compiler';

/** The folder of a job: given as a path or by name; the newest when none is named. */
export function findJob(job: string | undefined, jobsDir: string): string {
  const known = listJobs(jobsDir);
  if (job === undefined) {
    const newest = known.toSorted((a, b) => b.changed - a.changed)[0];
    if (!newest) throw new BenchError('not-found', `no job in ${jobsDir}; start one with: bench job --agent oracle`);
    return newest.path;
  }
  for (const path of [resolve(job), resolve(jobsDir, job)]) if (existsSync(join(path, 'config.json'))) return path;
  const nearest = suggestNearest(
    job,
    known.map(({ name }) => name),
  );
  throw new BenchError('not-found', `no job is named ${job} in ${jobsDir}${nearest ? `; did you mean ${nearest}?` : ''}`);
}

function listJobs(jobsDir: string): { name: string; path: string; changed: number }[] {
  if (!existsSync(jobsDir)) return [];
  return readdirSync(jobsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && existsSync(join(jobsDir, entry.name, 'config.json')))
    .map((entry) => ({
      name: entry.name,
      path: resolve(jobsDir, entry.name),
      changed: statSync(join(jobsDir, entry.name, 'config.json')).mtimeMs,
    }));
}
