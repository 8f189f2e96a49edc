import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GrafanaState, type JsonObject, ToolProtocolError, type ToolSource } from '@o11y-bench/contracts';
import { createGrafanaMcp } from '@o11y-bench/grafana-mcp';
import { createGrafanaHandler, createPrometheusHandler, type Handler } from '@o11y-bench/lgtm-server';
import { loadMetricDataset } from '@o11y-bench/telemetry-store';
import { type CompareRules, firstDifference } from './compare.ts';
import { readCases, readJson } from './recordings.ts';
import type { Suite, SuiteCase } from './suite.ts';

/** A recorded call of a tool with its result or its JSON-RPC error. */
export interface McpCall {
  readonly tool: string;
  readonly arguments?: JsonObject;
  readonly result?: unknown;
  readonly error?: { readonly code?: number; readonly message?: string; readonly transport?: string };
  readonly compare?: CompareRules;
  /** The requests that the call made to Grafana. */
  readonly http?: readonly McpRequest[];
}

/** A request that a recorded call made to Grafana. */
export interface McpRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  readonly body?: unknown;
  readonly status: number;
}

/** A recorded call, or several one after the other on the same state. */
export interface McpCase extends Partial<McpCall> {
  readonly id: string;
  readonly group: string;
  readonly state: string;
  readonly steps?: readonly McpCall[];
}

/** The states that the recorded calls start from. */
export interface RecordedStates {
  readonly now: number;
  readonly appUrl: string;
  readonly states: Readonly<Record<string, GrafanaState>>;
}

/** The recorded mcp-grafana in front of our Grafana and Prometheus, each case on a state of its own. */
export const grafanaMcpSuite: Suite = {
  api: 'grafana-mcp',
  load(folder) {
    const recorded = readJson(join(folder, 'state.json')) as RecordedStates;
    const clock = { now: () => recorded.now };
    const dataset = join(dirname(folder), 'prometheus', 'dataset.json');
    // Without the series that were recorded nothing can be said about what queries found.
    const hasDataset = existsSync(dataset);
    const store = loadMetricDataset(hasDataset ? readJson(dataset) : { series: [] }).freeze();
    const prometheus = createPrometheusHandler({ store, clock });
    const cases = readCases<McpCase>(join(folder, 'cases.jsonl')).filter(
      (each) => !callsOf(each).some(isCrash) && (hasDataset || each.group !== 'prometheus'),
    );
    return Promise.resolve(cases.map((each) => toSuiteCase(each, () => openTools(recorded, each.state, prometheus))));
  },
};

/** The calls of a case. */
export const callsOf = (recorded: McpCase): readonly McpCall[] => recorded.steps ?? [recorded as McpCall];

/** How our answer to a recorded call differs, or `undefined` when it does not. */
export async function differenceOf(call: McpCall, tools: ToolSource): Promise<string | undefined> {
  const got = await answerOf(call, tools);
  const want = call.error === undefined ? { result: call.result } : { error: call.error };
  if (!('result' in want) || !('result' in got)) return firstDifference(want, got);
  return firstDifference(want.result, got.result, call.compare);
}

// The recorded process crashed here; there is nothing to be compared with.
const isCrash = (call: McpCall): boolean => call.error?.transport !== undefined;

function toSuiteCase(recorded: McpCase, open: () => ToolSource): SuiteCase {
  const calls = callsOf(recorded);
  return {
    id: recorded.id,
    group: recorded.group,
    tools: [...new Set(calls.map((call) => call.tool))],
    async run() {
      const tools = open();
      for (const call of calls) {
        const difference = await differenceOf(call, tools);
        if (difference !== undefined) return calls.length > 1 ? `${call.tool}: ${difference}` : difference;
      }
      return undefined;
    },
  };
}

function openTools({ appUrl, states, now }: RecordedStates, name: string, prometheus: Handler): ToolSource {
  const state = states[name];
  if (state === undefined) throw new Error(`no recorded state ${name}`);
  const clock = { now: () => now };
  const grafana = createGrafanaHandler({
    state,
    clock,
    appUrl,
    datasourceHandlers: ({ type }) => (type === 'prometheus' ? prometheus : undefined),
  });
  return createGrafanaMcp({ grafanaUrl: 'http://localhost:3000', fetch: grafana.handle, clock });
}

type Answer = { readonly result: unknown } | { readonly error: unknown };

async function answerOf(call: McpCall, tools: ToolSource): Promise<Answer> {
  try {
    return { result: await tools.callTool(call.tool, call.arguments as JsonObject) };
  } catch (error) {
    if (error instanceof ToolProtocolError) return { error: { code: error.code, message: error.message } };
    throw error;
  }
}
