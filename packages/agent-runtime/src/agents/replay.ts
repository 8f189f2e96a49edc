import { BenchError, isBenchError, type Agent, type AgentContext, type AgentResult, type JsonObject } from '@o11y-bench/contracts';
import type { AtifTrajectory } from '@o11y-bench/formats/atif';
import { abortedError } from '../abortable.ts';
import { startWorkingTimer } from '../o11y-agent/working-timer.ts';
import { stepText } from '../simulation/script-from-trajectory.ts';
import { agentRuntimeVersion } from '../version.ts';
import { makeCall } from './run-attempt.ts';

/**
 * The agent `replay`: makes the tool calls of a saved trajectory again, in their order, and answers with its final message. What was said
 * and reasoned is kept; results are the ones that the environment gives now.
 */
export function createReplayAgent(options: { readonly trajectory: Pick<AtifTrajectory, 'steps' | 'agent'> }): Agent {
  const model = options.trajectory.agent.model_name;
  return {
    name: 'replay',
    version: agentRuntimeVersion,
    ...(model ? { model } : {}),
    run: (context) => replay(options.trajectory, context),
  };
}

async function replay({ steps }: Pick<AtifTrajectory, 'steps'>, context: AgentContext): Promise<AgentResult> {
  using timer = startWorkingTimer({ limitMs: context.limits.workingMs, clock: { now: () => Date.now() }, signal: context.signal });
  const { trajectory } = context;
  trajectory.record({ source: 'user', message: context.instruction });
  try {
    trajectory.setTools(await context.tools.listTools({ signal: timer.signal }));
    let changed = 0;
    for (const step of steps.filter(({ source }) => source === 'agent')) changed += await replayStep(step, context, timer.signal);
    return { finalMessage: finalMessage(steps), end: 'answered', extra: { changed_results: changed } };
  } catch (error) {
    if (context.signal.aborted) throw abortedError(error);
    if (timer.expired) return { finalMessage: '', end: 'timeout' };
    if (isBenchError(error)) throw error;
    throw new BenchError('agent-failed', `the replay failed: ${(error as Error).message}`, { cause: error });
  }
}

/** Repeats one step; returns how many of its results differ from the saved ones. */
async function replayStep(
  step: AtifTrajectory['steps'][number],
  { tools, trajectory }: AgentContext,
  signal: AbortSignal,
): Promise<number> {
  const saved = new Map((step.observation?.results ?? []).map((result) => [result.source_call_id, result.content]));
  const results: { source_call_id: string; content: string; extra?: JsonObject }[] = [];
  for (const call of step.tool_calls ?? []) {
    signal.throwIfAborted();
    const { text, isError } = await makeCall(call.function_name, call.arguments as JsonObject, tools, signal);
    const extra = { ...(isError ? { is_error: true } : {}), ...(saved.get(call.tool_call_id) === text ? {} : { differs: true }) };
    results.push({ source_call_id: call.tool_call_id, content: text, ...(Object.keys(extra).length > 0 ? { extra } : {}) });
  }
  trajectory.record({
    source: 'agent',
    message: stepText(step),
    llm_call_count: 0,
    ...(step.tool_calls?.length
      ? {
          tool_calls: step.tool_calls.map((call) => ({
            tool_call_id: call.tool_call_id,
            function_name: call.function_name,
            arguments: call.arguments as JsonObject,
          })),
          observation: { results },
        }
      : {}),
  });
  return results.filter(({ extra }) => extra?.['differs']).length;
}

/** The last message of the agent that came without calls. */
function finalMessage(steps: AtifTrajectory['steps']): string {
  const last = steps.findLast((step) => step.source === 'agent' && !step.tool_calls?.length && stepText(step).trim() !== '');
  return last ? stepText(last) : '';
}
