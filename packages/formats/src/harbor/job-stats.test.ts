import { describe, expect, test } from 'vitest';
import { toJobStats } from './job-stats.ts';
import type { HarborTrialResult } from './records.ts';

const trial = (tokens: number | null, cost: number | null): HarborTrialResult =>
  ({
    task_name: 'o11y-bench/a',
    trial_name: 'a__1234567',
    source: 'tasks',
    agent_info: { name: 'o11y', model_info: null },
    agent_result: { n_input_tokens: tokens, n_output_tokens: tokens, n_cache_tokens: null, cost_usd: cost, metadata: null },
    verifier_result: null,
    exception_info: null,
  }) as unknown as HarborTrialResult;

describe('the cost of a job', () => {
  test('is the sum over its trials', () => {
    expect(toJobStats([trial(10, 0.25), trial(10, 0.5)], 2).cost_usd).toBe(0.75);
  });

  test('is unknown as soon as one trial used tokens at an unknown price', () => {
    expect(toJobStats([trial(10, 0.25), trial(10, null)], 2).cost_usd).toBeNull();
  });

  test('is not touched by a trial that used none', () => {
    expect(toJobStats([trial(10, 0.25), trial(null, null)], 2).cost_usd).toBe(0.25);
    expect(toJobStats([trial(null, null)], 1).cost_usd).toBeNull();
  });
});
