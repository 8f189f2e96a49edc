import { BenchError, isBenchError, ToolProtocolError, type AgentContext, type AgentResult } from '@o11y-bench/contracts';
import { z } from 'zod';
import { abortable, abortedError, sleep } from '../abortable.ts';
import { startWorkingTimer } from '../o11y-agent/working-timer.ts';
import { startAgentProcess, type AgentProcess, type AgentProcessOptions } from './agent-process.ts';
import type { AgentLocation, ChildMessage, ImportedAgentSettings, ParentMessage } from './messages.ts';

type Call = Extract<ChildMessage, { type: 'call' }>;

/** Milliseconds that an agent gets to end by itself after its time has run out. */
const graceMs = 1000;

const resultSchema = z.looseObject({
  finalMessage: z.string(),
  end: z.enum(['answered', 'step-limit', 'token-limit', 'cost-limit', 'timeout']).default('answered'),
});

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
  const running = converse(child, context, () => child.send({ type: 'run', instruction, now, limits }));
  child.send({ type: 'load', location, settings });
  try {
    return await abortable(running, timer.signal);
  } catch (error) {
    if (!timer.signal.aborted) throw error;
    child.send({ type: 'abort' });
    await Promise.race([running, sleep(graceMs)]).catch(() => undefined);
    if (context.signal.aborted) throw abortedError(error);
    return { finalMessage: '', end: 'timeout' };
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
    if (message.type === 'failed') throw agentFailed(message);
  }
  throw new BenchError('internal', 'the agent process said nothing');
}

async function converse(child: AgentProcess, context: AgentContext, start: () => void): Promise<AgentResult> {
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
      case 'record':
        context.trajectory.record(message.step);
        break;
      case 'done':
        return toResult(message.result);
      case 'failed':
        throw agentFailed(message);
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

function toResult(result: unknown): AgentResult {
  const parsed = resultSchema.safeParse(result);
  if (parsed.success) return parsed.data as AgentResult;
  throw new BenchError('agent-failed', 'the agent returned no result: it has to be { finalMessage: "…", end: "answered" }');
}

const agentFailed = ({ message, stack }: Extract<ChildMessage, { type: 'failed' }>): BenchError =>
  new BenchError('agent-failed', `the agent failed: ${message}`, { facts: { stack } });

/** The same result check and the same errors for an agent in this process. */
export async function runInProcess(run: () => Promise<AgentResult>): Promise<AgentResult> {
  try {
    return toResult(await run());
  } catch (error) {
    if (isBenchError(error)) throw error;
    throw new BenchError('agent-failed', `the agent failed: ${(error as Error).message}`, { cause: error });
  }
}
