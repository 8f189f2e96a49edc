import type { Agent, AgentContext, EnvironmentUrls, JsonObject, ToolDefinition, ToolResult, TrajectoryStep } from '@o11y-bench/contracts';
import { cutText } from '../stored-text/cut-text.ts';
import { textLimits } from '../stored-text/text-limits.ts';
import { toBoundedJson } from '../stored-text/to-bounded-json.ts';
import { instantiate } from './instantiate.ts';
import type { ChildMessage, ParentMessage } from './messages.ts';

// The program of an imported agent's process. It runs under Node's permission model and imports nothing but its neighbours, so that
// nothing else of this package has to be readable. What it may not do itself, it asks the parent for. What it sends is bounded here
// already: the parent runs every other trial too.

type Reply = Extract<ParentMessage, { type: 'reply' }>;

// The agent is loaded into this process: the line to the parent is for this file alone.
const post = process.send?.bind(process);
delete process.send;
// Node's permission model lets signals pass, and the parent, which runs every other trial, is one number away.
for (const name of ['kill', '_kill']) Object.defineProperty(process, name, { value: refuseSignals, writable: false, configurable: false });

const pending = new Map<number, (reply: Reply) => void>();
const controller = new AbortController();
let agent: Agent | undefined;
let calls = 0;

process.on('message', (message: ParentMessage) => {
  handle(message).catch(fail);
});
process.on('disconnect', () => process.exit());

async function handle(message: ParentMessage): Promise<void> {
  switch (message.type) {
    case 'load':
      agent = await instantiate(message.location, message.settings);
      send({ type: 'loaded', name: agent.name, version: agent.version, ...(agent.model === undefined ? {} : { model: agent.model }) });
      return;
    case 'run':
      if (!agent) throw new Error('no agent is loaded');
      send({ type: 'done', result: bounded(await agent.run(toContext(message)), 'result') });
      return;
    case 'reply':
      pending.get(message.id)?.(message);
      pending.delete(message.id);
      return;
    case 'abort':
      controller.abort(new Error('the run was stopped'));
  }
}

const toContext = ({ instruction, now, limits }: Extract<ParentMessage, { type: 'run' }>): AgentContext => ({
  instruction,
  now,
  limits,
  signal: controller.signal,
  urls: () => ask<EnvironmentUrls>((id) => ({ type: 'call', id, method: 'urls' })),
  tools: {
    listTools: () => ask<readonly ToolDefinition[]>((id) => ({ type: 'call', id, method: 'listTools' })),
    callTool: (name, args) =>
      ask<ToolResult>((id) => ({
        type: 'call',
        id,
        method: 'callTool',
        name,
        args: bounded((args as JsonObject | undefined) ?? {}, `call of ${name}`, Infinity) as JsonObject,
      })),
  },
  trajectory: {
    setTools: (tools) => send({ type: 'setTools', tools: bounded(tools, 'list of tools') as readonly ToolDefinition[] }),
    record: (step) => send({ type: 'record', step: bounded(step, 'step') as TrajectoryStep }),
  },
});

function refuseSignals(): never {
  throw Object.assign(new Error('an agent may not send signals'), { code: 'ERR_ACCESS_DENIED' });
}

/** A value as it may be sent. Arguments are whole or refused, since a tool would take what is cut for what was meant. */
function bounded(value: unknown, what: string, limit?: number): unknown {
  try {
    return toBoundedJson(value, limit).value;
  } catch (error) {
    throw new Error(`this ${what} cannot be passed on: ${(error as Error).message}`, { cause: error });
  }
}

function ask<T>(toMessage: (id: number) => ChildMessage): Promise<T> {
  const id = ++calls;
  return new Promise((resolve, reject) => {
    const message = toMessage(id);
    pending.set(id, (reply) => ('error' in reply ? reject(toError(reply.error)) : resolve(reply.value as T)));
    send(message);
  });
}

/** The same shape as the `ToolProtocolError` that an agent meets in process. */
function toError({ message, code }: { readonly message: string; readonly code?: number }): Error {
  const error = new Error(message);
  if (code === undefined) return error;
  error.name = 'ToolProtocolError';
  return Object.assign(error, { code });
}

function fail(error: unknown): void {
  const { message, stack, path, permission, resource } = toDetails(error);
  const denied = permission === undefined ? '' : ` (${permission} ${resource ?? path ?? ''})`;
  const text = cutText(`${message}${denied}`, textLimits.errorMessage);
  send({ type: 'failed', message: text, ...(stack === undefined ? {} : { stack: cutText(stack, textLimits.errorMessage) }) });
}

type ErrorDetails = Pick<Error, 'message' | 'stack'> & { path?: string; resource?: string; permission?: string };

/** Anything may be thrown. */
const toDetails = (error: unknown): ErrorDetails => (error instanceof Error ? error : { message: String(error) });

function send(message: ChildMessage): void {
  post?.(message);
}
