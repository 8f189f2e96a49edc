import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BenchError } from '@o11y-bench/contracts';
import { benchLockSchema } from '@o11y-bench/formats/job';
import { z } from 'zod';
import type { JobRecord, TrialRecord } from './job-record.ts';
import { readJson } from './read-json.ts';
import { readTrial } from './read-trial.ts';

const jobConfig = z.looseObject({
  n_attempts: z.number().nullish(),
  agents: z.array(z.looseObject({ name: z.string().nullish(), model_name: z.string().nullish() })).nullish(),
});
const jobResult = z.looseObject({
  started_at: z.string().nullish(),
  finished_at: z.string().nullish(),
  n_total_trials: z.number().nullish(),
});

/** Reads a job's folder, also one that another harness wrote in Harbor's layout. Rejects (`not-found`) only when it is no job at all. */
export function readJob(jobDir: string): JobRecord {
  const problems: string[] = [];
  const read = <T>(file: string, schema: z.ZodType<T>): T | undefined => readJson(join(jobDir, file), schema, problems);
  const config = read('config.json', jobConfig);
  const result = read('result.json', jobResult);
  if (!config && !result) throw new BenchError('not-found', `${jobDir}: no job (neither config.json nor result.json can be read)`);
  const lock = read('bench.lock.json', benchLockSchema.partial());
  const trials = readTrials(jobDir, problems);
  const agent = lock?.agent ?? { name: config?.agents?.[0]?.name ?? trials[0]?.agentName ?? 'unknown' };
  const attempts = lock?.n_attempts ?? config?.n_attempts ?? 1;
  return {
    name: basename(jobDir),
    agent: agent.name,
    ...optional('model', lock?.agent?.model ?? config?.agents?.[0]?.model_name),
    ...optional('reasoningEffort', lock?.agent?.reasoning_effort),
    ...optional('isolation', lock?.agent?.isolation === 'built-in' ? undefined : lock?.agent?.isolation),
    ...optional('scenario', lock?.scenario),
    ...optional('scenarioTime', lock?.scenario_time),
    ...optional('seed', lock?.seed === undefined ? undefined : String(lock.seed)),
    ...optional('worldHash', lock?.world_hash),
    ...optional('environment', lock?.environment),
    ...optional('benchmarkVersion', lock?.benchmark_version),
    ...optional('startedAt', result?.started_at),
    ...optional('finishedAt', result?.finished_at),
    attempts,
    plannedTrials: result?.n_total_trials ?? trials.length,
    trials: trials.map(({ trial }) => trial),
    problems,
  };
}

function readTrials(jobDir: string, problems: string[]): { trial: TrialRecord; agentName: string }[] {
  const folders = readdirSync(jobDir, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return folders
    .map((entry) => entry.name)
    .filter((name) => name.includes('__'))
    .sort()
    .flatMap((name) => {
      const trial = readTrial(join(jobDir, name), problems);
      return trial ? [trial] : [];
    });
}

const optional = <K extends string, V>(key: K, value: V | null | undefined): { readonly [P in K]?: V } =>
  (value == null ? {} : { [key]: value }) as { readonly [P in K]?: V };
