import type { JobSummary, ReachedLimit, TrialSummary } from '@o11y-bench/job-runner';
import { describe, expect, test } from 'vitest';
import { renderJobTable } from './job-table.ts';
import { limitLine } from './limit-line.ts';

const trial = (more: Partial<TrialSummary>): TrialSummary => ({
  taskId: 'a-task',
  trialName: 'a-task__1234567',
  outcome: 'pass',
  verified: 1,
  durationMs: 1000,
  ...more,
});
const summary = (trials: readonly TrialSummary[], limitReached?: ReachedLimit): JobSummary => ({
  jobName: 'it',
  jobDir: 'jobs/it',
  planned: 4,
  trials,
  upToDate: false,
  interrupted: false,
  ...(limitReached ? { limitReached } : {}),
});
const categories = new Map([
  ['a-task', 'prometheus_query'],
  ['b-task', 'prometheus_query'],
]);
const table = (...trials: TrialSummary[]): string => renderJobTable(summary(trials), categories, 2);

describe('the totals of a job', () => {
  test('count what was planned, not what was run', () => {
    expect(table(trial({}), trial({}))).toContain('2 of 4 trials passed (50.0 %); mean score 0.500');
    expect(table(trial({}), trial({}))).toContain('pass^2 50.0 % (1 of 2 tasks passed every time)');
    expect(table()).toBe('0 of 4 trials passed (0.0 %); mean score 0.000\npass^2 0.0 % (0 of 2 tasks passed every time), pass@2 0.0 %');
  });

  test('have the cost only where it is known, and a lower bound where a part of it is', () => {
    expect(table(trial({ tokens: 10, costUsd: 0.25 }), trial({ tokens: 10, costUsd: 0.5 }))).toContain('\ncost $0.7500');
    expect(table(trial({ tokens: 10, costUsd: 0.25 }), trial({ tokens: 10 }))).toContain(
      '\ncost at least $0.2500: it is not known for 1 of 2 trials',
    );
    expect(table(trial({ tokens: 10 }), trial({}))).not.toContain('cost');
  });
});

describe('the line about a limit', () => {
  test.each<[ReachedLimit, string]>([
    [
      { limit: 'cost', max: 2, spent: 2.01234 },
      "Stopped: the job's limit of $2.00 is reached ($2.0123 used); 1 of 4 trials are done. The same command with a higher --max-job-cost goes on with the rest.",
    ],
    [
      { limit: 'tokens', max: 1_000_000, spent: 1_000_400, before: true },
      "Nothing was run: the job's limit of 1,000,000 tokens is reached (1,000,400 tokens used); 1 of 4 trials are done. The same command with a higher --max-job-tokens goes on with the rest.",
    ],
    [
      { limit: 'cost', max: 2, spent: 0, untold: true },
      "Stopped: the job's limit of $2.00 cannot be kept, since a trial did not tell its cost; 1 of 4 trials are done. The same command without --max-job-cost goes on with the rest (--max-job-tokens and --max-job-steps can still be kept).",
    ],
  ])('says which, what was used, how much is done and how to go on: $limit', (reached, line) => {
    expect(limitLine(summary([trial({})], reached))).toBe(line);
  });

  test('is not there without one', () => {
    expect(limitLine(summary([trial({})]))).toBeUndefined();
  });
});
