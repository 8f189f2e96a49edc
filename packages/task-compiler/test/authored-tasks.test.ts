import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileSuites, compileTasks, formatProblem, renderInstruction } from '../src/index.ts';

const folder = join(import.meta.dirname, '../../../tasks-spec');
const { tasks, problems } = await compileTasks(folder);

test('the tasks of the benchmark compile', () => {
  expect(problems.map(formatProblem)).toEqual([]);
  const perCategory = Object.groupBy(tasks, ({ spec }) => spec.category);
  expect(perCategory.prometheus_query).toHaveLength(16);
  expect(perCategory.grafana_api).toHaveLength(6);
});

test('its suites name tasks that exist', async () => {
  const { suites, problems: mistakes } = await compileSuites(
    folder,
    tasks.map(({ spec }) => spec.id),
  );
  expect(mistakes.map(formatProblem)).toEqual([]);
  expect(suites.map(({ id }) => id)).toContain('smoke');
});

describe.each(tasks.map(({ spec }) => [spec.id, spec] as const))('what an agent reads of %s', (_id, spec) => {
  const instruction = renderInstruction(spec, { now: Date.parse('2026-04-15T19:00:00Z') });

  test('names nothing that its queries read', () => {
    const queries = Object.values(spec.facts).flatMap((fact) => (fact.kind === 'query' ? [fact.query] : []));
    for (const [name] of queries.join(' ').matchAll(/\b\w+_\w+\b/g)) expect(instruction).not.toMatch(new RegExp(`\\b${name}\\b`));
  });

  test('holds none of the expressions, ids of checks or rubric of the task', () => {
    for (const { test: compared } of spec.checks) if (compared.kind === 'claim') expect(instruction).not.toContain(compared.expected);
    for (const { criterion } of spec.rubric) expect(instruction).not.toContain(criterion);
  });

  test('states the time and every field of the form', () => {
    expect(instruction).toContain('2026-04-15T19:00:00Z');
    for (const field of Object.keys(spec.answer)) expect(instruction).toContain(`\n${field}: <`);
  });
});
