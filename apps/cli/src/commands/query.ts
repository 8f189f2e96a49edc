import { BenchError, type QueryResult, type QueryTime } from '@o11y-bench/contracts';
import { evaluatePromql } from '@o11y-bench/stack';
import { renderTable } from '../output/render-table.ts';
import { loadTelemetry } from '../wiring/load-telemetry.ts';
import { parseDurationOption, parseTimeOption } from '../wiring/parse-time-option.ts';
import { resolveScenarioTime } from '../wiring/resolve-scenario-time.ts';

/** The options of `bench query`. */
export interface QueryOptions {
  readonly at: string;
  readonly from?: string;
  readonly to: string;
  readonly step: string;
  readonly scenario: string;
  readonly seed?: string;
  readonly scenarioTime?: string;
  readonly json?: boolean;
}

/** `bench query promql …`: asks the world directly. */
export async function runQueryCommand(language: string, text: string, options: QueryOptions): Promise<void> {
  const now = resolveScenarioTime(options.scenarioTime);
  const time = toQueryTime(options, now);
  const telemetry = await loadTelemetry({
    scenario: options.scenario,
    scenarioTime: now,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const result = evaluatePromql(telemetry.metrics, text, time);
  if ('error' in result)
    throw new BenchError('wrong-usage', `${language}: ${result.error}${result.position ? `\n${caret(text, result.position)}` : ''}`);
  console.log(options.json ? JSON.stringify(result, null, 2) : renderResult(result));
}

const toQueryTime = (options: QueryOptions, now: number): QueryTime =>
  options.from === undefined
    ? { at: parseTimeOption('--at', options.at, now) }
    : {
        from: parseTimeOption('--from', options.from, now),
        to: parseTimeOption('--to', options.to, now),
        step: parseDurationOption('--step', options.step),
      };

function caret(text: string, { line, column }: { line: number; column: number }): string {
  return `  ${text.split('\n')[line - 1] ?? ''}\n  ${' '.repeat(Math.max(0, column - 1))}^`;
}

function renderResult(result: QueryResult): string {
  if (result.kind === 'string') return result.text ?? '';
  if (result.rows.length === 0) return '(empty)';
  const rows = result.rows.map((row) => [
    labelsText(row.labels),
    row.points ? `${row.points.length} points, last ${row.points.at(-1)?.[1]}` : String(row.value),
  ]);
  return renderTable([{ head: 'Series' }, { head: 'Value' }], rows);
}

function labelsText({ __name__: name, ...labels }: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `${name ?? ''}{${pairs.join(', ')}}`;
}
