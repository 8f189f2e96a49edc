import type { HarborJobConfig, HarborJobLock, HarborTrialLock } from '@o11y-bench/formats/harbor';
import type { BenchLock } from '@o11y-bench/formats/job';
import type { JobPorts } from './job-ports.ts';
import type { JobRequest } from './job-request.ts';
import type { JobPlan } from './plan-job.ts';
import { TASK_SOURCE, toAgentConfig, toTrialLock } from './trial-records.ts';

/** Failures of other kinds than these are tried again by Harbor's own resume. */
const FINAL_EXCEPTIONS = [
  'AgentTimeoutError',
  'VerifierTimeoutError',
  'RewardFileNotFoundError',
  'RewardFileEmptyError',
  'VerifierOutputParseError',
];

/** Writes what a job is before its first trial runs: configuration, locks, the scenario's time. */
export function writeJobOpening(request: JobRequest, plan: JobPlan, ports: JobPorts, createdAt: string | undefined): void {
  const created = createdAt ?? new Date(ports.clock.now()).toISOString();
  const write = (path: string, value: unknown): void => ports.store.write(request.jobName, path, `${JSON.stringify(value, null, 2)}\n`);
  write('config.json', toJobConfig(request));
  write('lock.json', toJobLock(request, plan, created));
  write('bench.lock.json', { schema_version: 1, created_at: created, ...request.lock } satisfies BenchLock);
  ports.store.write(request.jobName, 'scenario_time.txt', `${new Date(request.scenarioTime).toISOString()}\n`);
  ports.store.append(
    request.jobName,
    'job.log',
    `${new Date(ports.clock.now()).toISOString()} ${plan.mode}: ${plan.missing.length} trials to run, ${plan.kept.length} kept\n`,
  );
}

const toJobConfig = (request: JobRequest): HarborJobConfig => ({
  job_name: request.jobName,
  jobs_dir: 'jobs',
  n_attempts: request.attempts,
  n_concurrent_trials: request.concurrency,
  quiet: false,
  environment: { kwargs: { driver: request.lock.environment } },
  agents: [toAgentConfig(request)],
  tasks: request.tasks.map((task) => ({ path: `${TASK_SOURCE}/${task.id}`, source: TASK_SOURCE })),
});

const toJobLock = (request: JobRequest, plan: JobPlan, created: string): HarborJobLock => ({
  schema_version: 3,
  created_at: created,
  n_concurrent_trials: request.concurrency,
  retry: { max_retries: 0, exclude_exceptions: FINAL_EXCEPTIONS, wait_multiplier: 1, min_wait_sec: 1, max_wait_sec: 60 },
  trials: trialLocks(request, plan),
});

/** One entry per planned trial; trials of tasks that are not asked for now keep theirs. */
function trialLocks(request: JobRequest, plan: JobPlan): HarborTrialLock[] {
  const byId = new Map(request.tasks.map((task) => [task.id, task]));
  const taskIds = [...plan.kept.map((trial) => trial.taskId), ...plan.missing.map((task) => task.id)].sort();
  return taskIds.flatMap((id) => {
    const task = byId.get(id);
    return task ? [toTrialLock(request, task)] : [];
  });
}
