import type { TrajectoryStep } from '@o11y-bench/contracts';
import { describe, expect, test } from 'vitest';
import { createJobBudget } from './job-budget.ts';
import { noSpending } from './trial-spending.ts';

const outer = new AbortController().signal;
const step = (metrics?: TrajectoryStep['metrics'], calls?: number): TrajectoryStep => ({
  source: 'agent',
  message: '',
  ...(metrics ? { metrics } : {}),
  ...(calls === undefined ? {} : { llm_call_count: calls }),
});
const paid = (tokens: number, costUsd: number): TrajectoryStep =>
  step({ prompt_tokens: tokens - 1, completion_tokens: 1, cost_usd: costUsd });

describe('the budget of a job', () => {
  test('is never used up without limits', () => {
    const budget = createJobBudget();
    const account = budget.openAccount(outer);
    for (let i = 0; i < 1000; i++) account.record(paid(1_000_000, 1000));
    expect(budget.reached).toBeUndefined();
    expect(account.signal.aborted).toBe(false);
  });

  test('counts steps, tokens and cost of all trials together', () => {
    const budget = createJobBudget({ maxSteps: 100, maxTokens: 10_000, maxCostUsd: 10 });
    const [first, second] = [budget.openAccount(outer), budget.openAccount(outer)];
    first.record({ source: 'user', message: 'not a step of the agent' });
    first.record(paid(100, 0.5));
    second.record(paid(200, 0.25));
    expect(budget.spent).toMatchObject({ steps: 2, tokens: 300, costUsd: 0.75 });
  });

  test.each([
    ['steps', { maxSteps: 2 }, 2],
    ['tokens', { maxTokens: 200 }, 200],
    ['cost', { maxCostUsd: 1 }, 1],
  ] as const)('stops every trial at once when the limit of %s is reached', (limit, limits, spent) => {
    const budget = createJobBudget(limits);
    const [first, second] = [budget.openAccount(outer), budget.openAccount(outer)];
    first.record(paid(100, 0.5));
    expect(budget.reached).toBeUndefined();
    second.record(paid(100, 0.5));
    expect(budget.reached).toEqual({ limit, max: spent, spent });
    expect([first.signal.aborted, second.signal.aborted]).toEqual([true, true]);
  });

  test('starts from what earlier runs used', () => {
    const budget = createJobBudget({ maxSteps: 5 }, { ...noSpending, steps: 5 });
    expect(budget.reached).toEqual({ limit: 'steps', max: 5, spent: 5, before: true });
    expect(budget.openAccount(outer).signal.aborted).toBe(true);
  });

  test('keeps the figure of the moment when the limit was reached', () => {
    const budget = createJobBudget({ maxSteps: 1 });
    const account = budget.openAccount(outer);
    account.record(step(undefined, 0));
    account.record(step(undefined, 0));
    expect(budget.reached).toMatchObject({ spent: 1 });
    expect(budget.spent.steps).toBe(2);
  });

  test('does not let what an agent reports turn it back', () => {
    const budget = createJobBudget({ maxTokens: 100, maxCostUsd: 1 });
    const account = budget.openAccount(outer);
    account.record(paid(60, 0.5));
    account.record(step({ prompt_tokens: -1000, completion_tokens: Number.NaN, cost_usd: -1000 }));
    expect(budget.spent).toMatchObject({ tokens: 60, costUsd: 0.5 });
  });
});

describe('a trial that does not tell what it used', () => {
  test('is believed when its result tells it', () => {
    const budget = createJobBudget({ maxCostUsd: 1, maxTokens: 1000 });
    const account = budget.openAccount(outer);
    account.record(step({ prompt_tokens: 90, completion_tokens: 10 }));
    account.settle({ costUsd: 0.25 });
    expect(budget.reached).toBeUndefined();
    expect(budget.spent).toMatchObject({ tokens: 100, costUsd: 0.25, costTold: true });
  });

  test.each([
    ['a cost', { maxCostUsd: 1 }, 'cost'],
    ['tokens', { maxTokens: 1000 }, 'tokens'],
  ] as const)('ends a job that has a limit of %s, since it cannot be kept', (_, limits, limit) => {
    const budget = createJobBudget(limits);
    const account = budget.openAccount(outer);
    account.record(step({}));
    expect(budget.reached).toBeUndefined();
    account.settle({});
    expect(budget.reached).toMatchObject({ limit, untold: true });
  });

  test('does not matter to other limits, nor does a step without a model', () => {
    const budget = createJobBudget({ maxSteps: 10 });
    budget.openAccount(outer).settle({});
    const silent = budget.openAccount(outer);
    silent.record(step());
    silent.settle({});
    expect(budget.reached).toBeUndefined();
    const scripted = createJobBudget({ maxCostUsd: 1, maxTokens: 1 });
    const account = scripted.openAccount(outer);
    account.record(step(undefined, 0));
    account.settle({});
    expect(scripted.reached).toBeUndefined();
  });
});
