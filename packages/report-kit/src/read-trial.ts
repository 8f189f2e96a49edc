import { join } from 'node:path';
import type { Outcome } from '@o11y-bench/contracts';
import { trialResultSchema, type ReadTrialResult } from '@o11y-bench/formats/harbor';
import { gradingDetailsSchema, type GradingDetails } from '@o11y-bench/formats/job';
import { readConversation } from './read-conversation.ts';
import type { TrialRecord } from './job-record.ts';
import { readJson } from './read-json.ts';

const OUTCOMES: readonly Outcome[] = [
  'pass',
  'fail',
  'no-answer',
  'timeout',
  'step-limit',
  'agent-error',
  'provider-error',
  'environment-error',
  'grader-error',
  'interrupted',
];

/** A trial's folder, or undefined (with a problem noted) when it did not finish. */
export function readTrial(folder: string, problems: string[]): { trial: TrialRecord; agentName: string } | undefined {
  const result = readJson(join(folder, 'result.json'), trialResultSchema, problems);
  if (!result) {
    problems.push(`${folder.split('/').at(-1)}: no result, the trial did not finish`);
    return undefined;
  }
  const details = readJson(join(folder, 'verifier/grading_details.json'), gradingDetailsSchema, problems);
  const conversation = readConversation(join(folder, 'agent/trajectory.json'), problems);
  return { trial: { ...toRecord(result, details), conversation }, agentName: result.agent_info.name };
}

function toRecord(result: ReadTrialResult, details: GradingDetails | undefined): Omit<TrialRecord, 'conversation'> {
  const metadata = result.agent_result?.metadata ?? {};
  const rewards = result.verifier_result?.rewards ?? {};
  const score = rewards['reward'] ?? Object.values(rewards)[0];
  const run = result.agent_result;
  return {
    name: result.trial_name,
    taskId: result.task_name.replace(/^[^/]*\//, ''),
    category: typeof metadata['category'] === 'string' ? metadata['category'] : 'uncategorised',
    outcome: OUTCOMES.find((outcome) => outcome === metadata['outcome']) ?? inferOutcome(result, score),
    durationMs: Date.parse(result.finished_at ?? '') - Date.parse(result.started_at ?? '') || 0,
    toolCalls: typeof metadata['tool_calls'] === 'number' ? metadata['tool_calls'] : 0,
    ...(score === undefined ? {} : { score }),
    ...(run?.n_input_tokens == null ? {} : { inputTokens: run.n_input_tokens }),
    ...(run?.n_cache_tokens == null ? {} : { cachedTokens: run.n_cache_tokens }),
    ...(run?.n_output_tokens == null ? {} : { outputTokens: run.n_output_tokens }),
    ...(run?.cost_usd == null ? {} : { costUsd: run.cost_usd }),
    ...(details ? { rung: details.rung, answer: details.answer } : {}),
    items: (details?.items ?? []).map(({ query, ...item }) => ({ ...item, ...(query ? { query } : {}) })),
    ...(result.exception_info ? { error: `${result.exception_info.exception_type}: ${result.exception_info.exception_message}` } : {}),
  };
}

/** For trials of other harnesses, which record a reward and an exception only. */
function inferOutcome(result: ReadTrialResult, score: number | undefined): Outcome {
  if (result.exception_info?.exception_type === 'AgentTimeoutError') return 'timeout';
  if (score === undefined) return result.exception_info ? 'agent-error' : 'environment-error';
  return score === 1 ? 'pass' : 'fail';
}
