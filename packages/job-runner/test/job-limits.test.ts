import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { Agent } from '@o11y-bench/contracts';
import { describe, expect, test } from 'vitest';
import { runJob, type JobLimits, type JobRequest } from '../src/index.ts';
import { fakePorts, fakeRequest, fakeTask, temporaryFolder } from './fake-job.ts';

const tasks = [fakeTask('first-task'), fakeTask('second-task')];

/** Takes steps of 100 tokens and 0.25 dollars until it answers; stops when it is told to. */
const spender = (steps: number, pauseMs = 0): Agent => ({
  name: 'fake',
  version: '1',
  async run({ trajectory, signal }) {
    for (let i = 1; ; i++) {
      trajectory.record({ source: 'agent', message: '', metrics: { prompt_tokens: 90, completion_tokens: 10, cost_usd: 0.25 } });
      if (i === steps) return { finalMessage: 'pass', end: 'answered' };
      await sleep(pauseMs, undefined, { signal });
    }
  },
});

const request = (jobLimits: JobLimits | undefined, over: Partial<JobRequest> = {}): JobRequest =>
  fakeRequest(tasks, { concurrency: 1, ...(jobLimits ? { jobLimits } : {}), ...over });
const run = (folder: string, jobLimits: JobLimits | undefined, agent = spender(3), over: Partial<JobRequest> = {}) => {
  const ports = fakePorts(folder, { createAgent: () => agent });
  return runJob(request(jobLimits, over), ports).then((summary) => ({ summary, events: ports.events.map((event) => event.type) }));
};
const trials = (folder: string): string[] => readdirSync(join(folder, 'fake-k2')).filter((name) => name.includes('__'));
const unfinished = (folder: string): string[] => trials(folder).filter((name) => !existsSync(join(folder, 'fake-k2', name, 'result.json')));
const json = (...path: string[]): Record<string, unknown> => JSON.parse(readFileSync(join(...path), 'utf8')) as Record<string, unknown>;

describe('a job with a limit', () => {
  test.each([
    ['steps', { maxSteps: 7 }, 7],
    ['tokens', { maxTokens: 700 }, 700],
    ['cost', { maxCostUsd: 1.75 }, 1.75],
  ] as const)('stops at its limit of %s: finished trials stay, the one under way leaves no result', async (limit, limits, spent) => {
    using folder = temporaryFolder();
    const { summary } = await run(folder.path, limits);
    expect(summary).toMatchObject({ planned: 4, interrupted: false, limitReached: { limit, spent } });
    expect(summary.trials).toHaveLength(2);
    expect(trials(folder.path)).toHaveLength(3);
    expect(unfinished(folder.path)).toHaveLength(1);
    expect(json(folder.path, 'fake-k2/result.json')).toMatchObject({ finished_at: null, stats: { n_completed_trials: 2 } });
    expect(readFileSync(join(folder.path, 'fake-k2/job.log'), 'utf8')).toContain(`limit of the job reached: ${limit} ${spent} of ${spent}`);
  });

  test('keeps the trial whose last step reached it', async () => {
    using folder = temporaryFolder();
    const { summary } = await run(folder.path, { maxSteps: 6 });
    expect(summary.trials.map((trial) => trial.outcome)).toEqual(['pass', 'pass']);
    expect(unfinished(folder.path)).toEqual([]);
  });

  test('stops trials that run beside the one that reached it', async () => {
    using folder = temporaryFolder();
    const { summary } = await run(folder.path, { maxSteps: 10 }, spender(1000, 2), { concurrency: 4 });
    expect(summary.limitReached).toMatchObject({ spent: 10 });
    expect(summary.trials).toEqual([]);
    expect(unfinished(folder.path)).toHaveLength(4);
  });

  test('says nothing of it when all trials were run before it was reached', async () => {
    using folder = temporaryFolder();
    const { summary } = await run(folder.path, { maxSteps: 12 });
    expect(summary.trials).toHaveLength(4);
    expect(summary.limitReached).toBeUndefined();
  });

  test('stops when a finished trial does not tell the cost that is limited', async () => {
    using folder = temporaryFolder();
    const silent: Agent = {
      name: 'fake',
      version: '1',
      run({ trajectory }) {
        trajectory.record({ source: 'agent', message: 'pass', metrics: { prompt_tokens: 1, completion_tokens: 1 } });
        return Promise.resolve({ finalMessage: 'pass', end: 'answered' });
      },
    };
    const { summary } = await run(folder.path, { maxCostUsd: 1 }, silent);
    expect(summary).toMatchObject({ limitReached: { limit: 'cost', untold: true }, trials: [{ outcome: 'pass' }] });
  });
});

describe('a job that was stopped by its limit', () => {
  test('goes on with a higher one, and counts what stopped trials had used', async () => {
    using folder = temporaryFolder();
    await run(folder.path, { maxSteps: 7 });
    const again = await run(folder.path, { maxSteps: 12 });
    expect(again.summary).toMatchObject({ limitReached: { limit: 'steps', spent: 12 } });
    expect(again.summary.trials).toHaveLength(3);
    expect(json(folder.path, 'fake-k2/spent.json')).toMatchObject({ set_aside: { steps: 1, tokens: 100, cost_usd: 0.25 } });
    const last = await run(folder.path, undefined);
    expect(last.summary.trials).toHaveLength(4);
    expect(last.summary.limitReached).toBeUndefined();
    expect(json(folder.path, 'fake-k2/spent.json')).toMatchObject({ set_aside: { steps: 3 } });
  });

  test('runs nothing, and changes nothing, while the limit stays', async () => {
    using folder = temporaryFolder();
    await run(folder.path, { maxSteps: 7 });
    const before = trials(folder.path);
    const again = await run(folder.path, { maxSteps: 7 });
    expect(again.summary).toMatchObject({ limitReached: { spent: 7 }, upToDate: false });
    expect(again.events).toEqual(['finished']);
    expect(trials(folder.path)).toEqual(before);
  });

  test('counts a kept trial by its result where its trajectory is gone', async () => {
    using folder = temporaryFolder();
    await run(folder.path, { maxTokens: 300 });
    const [first] = trials(folder.path);
    writeFileSync(join(folder.path, 'fake-k2', first!, 'agent/trajectory.json'), '{}');
    expect((await run(folder.path, { maxTokens: 300 })).summary).toMatchObject({ limitReached: { limit: 'tokens', spent: 300 } });
  });
});
