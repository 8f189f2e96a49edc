import type { Outcome } from '@o11y-bench/contracts';
import type { JobSummary, TrialSummary } from '@o11y-bench/job-runner';
import pc from 'picocolors';
import { renderTable } from './render-table.ts';
import { formatDuration, outcomeColor } from './terminal.ts';

/** The result of a job as a table: a line per task, then the totals. `attempts` is the planned k that every task counts against. */
export function renderJobTable(summary: JobSummary, categories: ReadonlyMap<string, string>, attempts: number): string {
  const byTask = Map.groupBy(summary.trials, (trial) => trial.taskId);
  const rows = [...byTask].map(([taskId, trials]) => taskRow(taskId, categories.get(taskId) ?? '', trials, attempts));
  const table = renderTable(
    [
      { head: 'Task' },
      { head: 'Category' },
      { head: 'Passed', right: true },
      { head: 'Score', right: true },
      { head: 'Tool calls', right: true },
      { head: 'Time', right: true },
      { head: 'Outcomes' },
    ],
    rows,
  );
  return `${table}\n\n${renderTotals(summary, byTask, attempts)}`;
}

function taskRow(taskId: string, category: string, trials: readonly TrialSummary[], attempts: number): string[] {
  const passed = trials.filter((trial) => trial.outcome === 'pass').length;
  const color = passed === attempts ? pc.green : passed > 0 ? pc.yellow : pc.red;
  return [
    taskId,
    category,
    color(`${passed}/${attempts}`),
    mean(trials.map((trial) => trial.verified ?? 0)).toFixed(2),
    mean(trials.map((trial) => trial.toolCalls ?? 0)).toFixed(1),
    formatDuration(mean(trials.map((trial) => trial.durationMs))),
    outcomeCounts(trials),
  ];
}

function renderTotals(summary: JobSummary, byTask: ReadonlyMap<string, readonly TrialSummary[]>, attempts: number): string {
  const { trials } = summary;
  const passed = trials.filter((trial) => trial.outcome === 'pass').length;
  const tasks = [...byTask.values()];
  const always = tasks.filter((members) => members.filter((trial) => trial.outcome === 'pass').length >= attempts).length;
  const once = tasks.filter((members) => members.some((trial) => trial.outcome === 'pass')).length;
  const costs = trials.map((trial) => trial.costUsd).filter((cost): cost is number => cost !== undefined);
  return [
    `${passed} of ${summary.planned} trials passed (${percent(passed, summary.planned)}); mean score ${mean(trials.map((trial) => trial.verified ?? 0)).toFixed(3)}`,
    `pass^${attempts} ${percent(always, tasks.length)} (${always} of ${tasks.length} tasks passed every time), pass@${attempts} ${percent(once, tasks.length)}`,
    ...(costs.length > 0 ? [`cost $${costs.reduce((sum, cost) => sum + cost, 0).toFixed(4)}`] : []),
  ].join('\n');
}

function outcomeCounts(trials: readonly TrialSummary[]): string {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of trials) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, n]) => outcomeColor(outcome)(n > 1 ? `${n} ${outcome}` : outcome)).join(', ');
}

const mean = (values: readonly number[]): number => (values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0);

const percent = (part: number, whole: number): string => (whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '–');
