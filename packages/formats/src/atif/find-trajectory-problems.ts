import type { AtifStep, AtifTrajectory } from './trajectory-schema.ts';

/**
 * The rules of ATIF beyond its schema, as sentences: step numbers without gaps, fields that only agents' steps may have, results that
 * name a call of their own step, readable timestamps.
 */
export function findTrajectoryProblems(trajectory: AtifTrajectory): string[] {
  return trajectory.steps.flatMap((step, index) => findStepProblems(step, index).map((problem) => `steps[${index}]: ${problem}`));
}

const agentOnly = ['model_name', 'reasoning_effort', 'reasoning_content', 'tool_calls', 'metrics'] as const;

function findStepProblems(step: AtifStep, index: number): string[] {
  const problems: string[] = [];
  if (step.step_id !== index + 1) problems.push(`step_id is ${step.step_id}, expected ${index + 1}`);
  if (step.source !== 'agent') {
    for (const key of agentOnly) if (step[key] != null) problems.push(`${key} is for agent steps, this is a ${step.source} step`);
  }
  if (step.timestamp != null && Number.isNaN(Date.parse(step.timestamp))) problems.push(`timestamp ${step.timestamp} is not ISO 8601`);
  const calls = new Set((step.tool_calls ?? []).map((call) => call.tool_call_id));
  for (const result of step.observation?.results ?? []) {
    if (result.source_call_id != null && !calls.has(result.source_call_id)) {
      problems.push(`a result names the call ${result.source_call_id}, which this step does not have`);
    }
  }
  if (step.llm_call_count === 0 && (step.metrics != null || step.reasoning_content != null)) {
    problems.push('llm_call_count 0 forbids metrics and reasoning_content');
  }
  return problems;
}
