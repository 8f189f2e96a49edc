import type { Agent, AgentContext, ToolDefinition, ToolResult, EnvironmentUrls } from '@o11y-bench/contracts';
import { instantiate } from './instantiate.ts';
import type { ChildMessage, ParentMessage } from './messages.ts';

// The program of an imported agent's process. It runs under Node's permission model and imports nothing but its neighbours, so that
// nothing else of this package has to be readable. What it may not do itself, it asks the parent for.

type Reply = Extract<ParentMessage, { type: 'reply' }>;

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
      send({ type: 'done', result: await agent.run(toContext(message)) });
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
    callTool: (name, args) => ask<ToolResult>((id) => ({ type: 'call', id, method: 'callTool', name, args })),
  },
  trajectory: {
    setTools: (tools) => send({ type: 'setTools', tools }),
    record: (step) => send({ type: 'record', step }),
  },
});

function ask<T>(toMessage: (id: number) => ChildMessage): Promise<T> {
  const id = ++calls;
  return new Promise((resolve, reject) => {
    pending.set(id, (reply) => ('error' in reply ? reject(toError(reply.error)) : resolve(reply.value as T)));
    send(toMessage(id));
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
  const { message, stack, path, permission } = error as Error & { path?: string; resource?: string; permission?: string };
  const denied = permission === undefined ? '' : ` (${permission} ${(error as { resource?: string }).resource ?? path ?? ''})`;
  send({ type: 'failed', message: `${message}${denied}`, ...(stack === undefined ? {} : { stack }) });
}

function send(message: ChildMessage): void {
  process.send?.(message);
}
