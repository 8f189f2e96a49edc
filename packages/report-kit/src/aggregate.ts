import type { JobRecord, TrialRecord } from './job-record.ts';

/** The figures of a set of trials. Trials that could not be graded count as 0; `n` is always the planned number. */
export interface Figures {
  readonly tasks: number;
  readonly n: number;
  readonly passed: number;
  /** Mean score, 0 to 1. */
  readonly meanScore: number;
  /** Part of tasks that passed in every attempt. */
  readonly passHatK: number;
  /** Part of tasks that passed at least once. */
  readonly passAtK: number;
  readonly noAnswer: number;
  readonly errors: number;
  /** US dollars; absent as soon as one trial used tokens at an unknown price. */
  readonly costUsd?: number;
  /** The sum of the costs that are known, where some are not: a lower bound. */
  readonly knownCostUsd?: number;
  readonly inputTokens?: number;
  readonly cachedTokens?: number;
  readonly outputTokens?: number;
  readonly toolCalls: number;
  readonly durationMs: number;
}

/** A task with its trials and figures. */
export interface TaskFigures extends Figures {
  readonly taskId: string;
  readonly category: string;
  readonly trials: readonly TrialRecord[];
}

/** A job's figures: in all, per category, per task. */
export interface JobFigures {
  readonly all: Figures;
  readonly categories: readonly (Figures & { readonly category: string })[];
  readonly tasks: readonly TaskFigures[];
}

/** Outcomes that say something of the harness, the provider or the environment, not of the answer. */
const ERRORS: ReadonlySet<string> = new Set(['agent-error', 'provider-error', 'environment-error', 'grader-error', 'interrupted']);

/** Computes the figures of a job. */
export function aggregate(job: JobRecord): JobFigures {
  const tasks = [...Map.groupBy(job.trials, (trial) => trial.taskId)].map(([taskId, trials]) => ({
    taskId,
    category: trials[0]?.category ?? '',
    trials,
    ...figuresOf(trials, job.attempts),
  }));
  tasks.sort((a, b) => compare(a.category, b.category) || compare(a.taskId, b.taskId));
  const categories = [...Map.groupBy(tasks, (task) => task.category)].map(([category, members]) => ({
    category,
    ...figuresOf(
      members.flatMap((task) => task.trials),
      job.attempts,
    ),
  }));
  return { all: { ...figuresOf(job.trials, job.attempts), n: Math.max(job.plannedTrials, job.trials.length) }, categories, tasks };
}

function figuresOf(trials: readonly TrialRecord[], attempts: number): Figures {
  const byTask = [...Map.groupBy(trials, (trial) => trial.taskId).values()];
  const n = byTask.reduce((sum, members) => sum + Math.max(attempts, members.length), 0);
  const passes = (members: readonly TrialRecord[]): number => members.filter((trial) => trial.outcome === 'pass').length;
  return {
    tasks: byTask.length,
    n,
    passed: passes(trials),
    meanScore: n > 0 ? trials.reduce((sum, trial) => sum + (trial.score ?? 0), 0) / n : 0,
    passHatK: part(byTask.filter((members) => passes(members) >= attempts).length, byTask.length),
    passAtK: part(byTask.filter((members) => passes(members) > 0).length, byTask.length),
    noAnswer: trials.filter((trial) => trial.outcome === 'no-answer').length,
    errors: trials.filter((trial) => ERRORS.has(trial.outcome)).length,
    toolCalls: trials.reduce((sum, trial) => sum + trial.toolCalls, 0),
    durationMs: trials.reduce((sum, trial) => sum + trial.durationMs, 0),
    ...costOf(trials),
    ...sumOf(trials, 'inputTokens'),
    ...sumOf(trials, 'cachedTokens'),
    ...sumOf(trials, 'outputTokens'),
  };
}

const part = (some: number, all: number): number => (all > 0 ? some / all : 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function costOf(trials: readonly TrialRecord[]): Pick<Figures, 'costUsd' | 'knownCostUsd'> {
  const { costUsd } = sumOf(trials, 'costUsd');
  if (costUsd === undefined) return {};
  const isUnpriced = (trial: TrialRecord): boolean =>
    trial.costUsd === undefined && (trial.inputTokens ?? 0) + (trial.outputTokens ?? 0) > 0;
  return trials.some(isUnpriced) ? { knownCostUsd: costUsd } : { costUsd };
}

function sumOf<K extends 'costUsd' | 'inputTokens' | 'cachedTokens' | 'outputTokens'>(
  trials: readonly TrialRecord[],
  key: K,
): { readonly [P in K]?: number } {
  const known = trials.map((trial) => trial[key]).filter((value): value is number => value !== undefined);
  return (known.length > 0 ? { [key]: known.reduce((sum, value) => sum + value, 0) } : {}) as { readonly [P in K]?: number };
}
