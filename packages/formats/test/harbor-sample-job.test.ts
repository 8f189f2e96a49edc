import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseTrajectory } from '../src/atif/index.ts';
import { createTrialName, toJobStats, trialResultSchema, type HarborJobResult, type HarborTrialResult } from '../src/harbor/index.ts';
import { sharedFolder } from './shared-folder.ts';

const sample = sharedFolder('interop/harbor/sample-job');

describe.skipIf(!sample)("Harbor's own sample job (skipped where ../shared is absent)", () => {
  const folder = sample ?? '';
  const names = sample ? readdirSync(folder).filter((name) => name.includes('__')) : [];
  const read = (name: string): HarborTrialResult =>
    JSON.parse(readFileSync(join(folder, name, 'result.json'), 'utf8')) as HarborTrialResult;

  test('its trial results are read', () => {
    expect(names).toHaveLength(8);
    for (const name of names) expect(trialResultSchema.parse(read(name))).toMatchObject({ trial_name: name });
  });

  test('its totals come out the same from its trials', () => {
    const recorded = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as HarborJobResult;
    const computed = toJobStats(names.map(read), recorded.n_total_trials);
    expect(computed).toMatchObject({
      n_completed_trials: recorded.stats.n_completed_trials,
      n_errored_trials: recorded.stats.n_errored_trials,
      n_input_tokens: recorded.stats.n_input_tokens,
      cost_usd: recorded.stats.cost_usd,
    });
    for (const [key, stats] of Object.entries(recorded.stats.evals)) {
      expect(computed.evals[key]).toMatchObject({
        n_trials: stats.n_trials,
        n_errors: stats.n_errors,
        exception_stats: stats.exception_stats,
      });
    }
  });

  test('its trajectory is valid', () => {
    const file = join(folder, 'answer-file__5PQGbhL/agent/trajectory.json');
    expect(parseTrajectory(readFileSync(file, 'utf8'), file).steps).toHaveLength(3);
  });
});

describe('trajectories', () => {
  const base = { schema_version: 'ATIF-v1.7', agent: { name: 'a', version: '1' } };

  test.each([
    ['an unknown key', { ...base, steps: [{ step_id: 1, source: 'user', message: 'x', surprise: 1 }] }, /surprise/],
    ['a gap in the numbers', { ...base, steps: [{ step_id: 2, source: 'user', message: 'x' }] }, /step_id is 2, expected 1/],
    [
      'metrics on a user step',
      { ...base, steps: [{ step_id: 1, source: 'user', message: 'x', metrics: {} }] },
      /metrics is for agent steps/,
    ],
    [
      'a result without its call',
      { ...base, steps: [{ step_id: 1, source: 'agent', message: '', observation: { results: [{ source_call_id: 'c', content: '' }] } }] },
      /names the call c/,
    ],
    ['no steps', { ...base, steps: [] }, /steps/],
  ])('%s is refused with its place', (_, document, message) => {
    expect(() => parseTrajectory(JSON.stringify(document), 'trajectory.json')).toThrow(message);
  });
});

describe('totals of a job', () => {
  const trial = (task: string, name: string, reward: number | undefined): HarborTrialResult =>
    ({
      task_name: task,
      trial_name: name,
      source: 'tasks',
      agent_info: { name: 'a', version: '1', model_info: null },
      agent_result: null,
      verifier_result: reward === undefined ? null : { rewards: { reward } },
      exception_info:
        reward === undefined ? { exception_type: 'ProviderError', exception_message: '', exception_traceback: '', occurred_at: '' } : null,
    }) as unknown as HarborTrialResult;

  test('a trial without reward counts as 0 in the mean and as an error', () => {
    const stats = toJobStats([trial('t', 'a', 1), trial('t', 'b', undefined)], 2).evals['a__tasks'];
    expect(stats).toMatchObject({
      n_trials: 1,
      n_errors: 1,
      metrics: [{ mean: 0.5 }],
      pass_at_k: {},
      exception_stats: { ProviderError: ['b'] },
    });
  });

  test('pass@2 is the chance that one of two passes', () => {
    const stats = toJobStats([trial('t', 'a', 1), trial('t', 'b', 0), trial('t', 'c', 0)], 3).evals['a__tasks'];
    expect(stats?.pass_at_k['2']).toBeCloseTo(2 / 3);
  });
});

test('a trial is named after the first 32 characters of its task, and seven letters or digits', () => {
  expect(createTrialName('promql-order-latency-vs-traffic-and-more', Math.random)).toMatch(
    /^promql-order-latency-vs-traffic__[A-Za-z0-9]{7}$/,
  );
});
