import { BenchError, isBenchError, ToolProtocolError, type AgentContext, type AgentResult } from '@o11y-bench/contracts';
import { abortable, abortedError, sleep } from '../abortable.ts';
import { startWorkingTimer } from '../o11y-agent/working-timer.ts';
import { cutText } from '../stored-text/cut-text.ts';
import { textLimits } from '../stored-text/text-limits.ts';
import { startAgentProcess, type AgentProcess, type AgentProcessOptions } from './agent-process.ts';
import { toAgentResult } from './agent-result.ts';
import { createStepLimits } from './step-limits.ts';
import type { AgentLocation, ChildMessage, ImportedAgentSettings, ParentMessage } from './messages.ts';

type Call = Extract<ChildMessage, { type: 'call' }>;

/** Milliseconds that an agent gets to end by itself after its time has run out. */
const graceMs = 1000;

/** Runs an imported agent once, in a process of its own that is gone afterwards. */
export async function runImportedAgent(
  location: AgentLocation,
  settings: ImportedAgentSettings,
  options: AgentProcessOptions,
  context: AgentContext,
): Promise<AgentResult> {
  await using child = startAgentProcess(options);
  using timer = startWorkingTimer({ limitMs: context.limits.workingMs, clock: { now: () => Date.now() }, signal: context.signal });
  const { instruction, now, limits } = context;
  const running = converse(child, context, options, () => child.send({ type: 'run', instruction, now, limits }));
  child.send({ type: 'load', location, settings });
  try {
    return await abortable(running, timer.signal);
  } catch (error) {
    if (!timer.signal.aborted) throw error;
    child.send({ type: 'abort' });
    const late = await Promise.race([running, sleep(graceMs)]).catch(() => undefined);
    if (!context.signal.aborted) return { finalMessage: '', end: 'timeout' };
    // Whoever stops the job with an agent's last step gets its result.
    if (late) return late;
    throw abortedError(error);
  }
}

/** The agent's name, version and model, learned from a process that only loads it. */
export async function describeImportedAgent(
  location: AgentLocation,
  settings: ImportedAgentSettings,
  options: AgentProcessOptions,
): Promise<Extract<ChildMessage, { type: 'loaded' }>> {
  await using child = startAgentProcess(options);
  child.send({ type: 'load', location, settings });
  for await (const message of child.messages()) {
    if (message.type === 'loaded') return message;
    if (message.type === 'failed') throw agentFailed(message, options);
  }
  throw new BenchError('internal', 'the agent process said nothing');
}

async function converse(child: AgentProcess, context: AgentContext, options: AgentProcessOptions, start: () => void): Promise<AgentResult> {
  const limits = createStepLimits(context.limits);
  for await (const message of child.messages()) {
    switch (message.type) {
      case 'loaded':
        start();
        break;
      case 'call':
        void answerCall(message, context).then((reply) => child.send(reply));
        break;
      case 'setTools':
        context.trajectory.setTools(message.tools);
        break;
      case 'record': {
        const end = message.step?.source === 'agent' ? limits.reached() : undefined;
        if (end) return { finalMessage: '', end };
        context.trajectory.record(message.step);
        limits.add(message.step);
        break;
      }
      case 'done':
        return toAgentResult(message.result);
      case 'failed':
        throw agentFailed(message, options);
    }
  }
  throw new BenchError('internal', 'the agent process said nothing');
}

/** What the agent asks for is done here; what goes wrong is told to it. */
async function answerCall(call: Call, context: AgentContext): Promise<ParentMessage> {
  const { tools, signal } = context;
  try {
    switch (call.method) {
      case 'urls':
        return { type: 'reply', id: call.id, value: await context.urls() };
      case 'listTools':
        return { type: 'reply', id: call.id, value: await tools.listTools({ signal }) };
      case 'callTool':
        return { type: 'reply', id: call.id, value: await tools.callTool(call.name, call.args, { signal }) };
    }
  } catch (error) {
    const code = error instanceof ToolProtocolError ? { code: error.code } : {};
    return { type: 'reply', id: call.id, error: { message: (error as Error).message, ...code } };
  }
}

const agentFailed = (
  { message, stack }: Extract<ChildMessage, { type: 'failed' }>,
  { redact }: Pick<AgentProcessOptions, 'redact'>,
): BenchError => new BenchError('agent-failed', `the agent failed: ${redact(message)}`, { facts: { stack: stack && redact(stack) } });

/** The same result check and the same errors for an agent in this process. */
export async function runInProcess(run: () => Promise<AgentResult>): Promise<AgentResult> {
  try {
    return toAgentResult(await run());
  } catch (error) {
    if (isBenchError(error)) throw error;
    throw new BenchError('agent-failed', `the agent failed: ${cutText(messageOf(error), textLimits.errorMessage)}`, { cause: error });
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
