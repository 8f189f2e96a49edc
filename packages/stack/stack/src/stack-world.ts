import type { GrafanaState, QueryFailure, QueryLanguage, QueryResult, QueryTime, World } from '@o11y-bench/contracts';
import { scenarioValue } from '@o11y-bench/scenario';
import { evaluatePromql } from './evaluate-promql.ts';
import type { SharedTelemetry } from './shared-telemetry.ts';
import { readWorldLines, readWorldTrace } from './world-records.ts';

/** The pristine twin that grades are computed on: the shared telemetry, and the Grafana that the task started from. */
export function createStackWorld(shared: SharedTelemetry, grafana: GrafanaState): World {
  const { now, worldHash, placed } = shared;
  return {
    now,
    worldHash,
    grafana,
    query: (language, text, time) => Promise.resolve(query(shared, language, text, time)),
    trace: (id) => Promise.resolve(readWorldTrace(placed, id)),
    lines: (selector, window) => Promise.resolve(readWorldLines(placed, selector, window)),
    scenario: (path) => scenarioValue(shared.scenario, path, now),
  };
}

function query(shared: SharedTelemetry, language: QueryLanguage, text: string, time: QueryTime): QueryResult | QueryFailure {
  if (language === 'promql') return evaluatePromql(shared.metrics, text, time);
  return { error: `this stack answers PromQL only; ${language} is not served` };
}
