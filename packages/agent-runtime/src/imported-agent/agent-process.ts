import { fork, type ChildProcess } from 'node:child_process';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchError } from '@o11y-bench/contracts';
import type { ChildMessage, ParentMessage } from './messages.ts';

/** A process of an imported agent. Disposing it ends it. */
export interface AgentProcess extends AsyncDisposable {
  send(message: ParentMessage): void;
  /** The next messages, in their order; rejects with `agent-failed` when the process ends without being asked to. */
  messages(): AsyncIterable<ChildMessage>;
}

/** How an agent's process is started. */
export interface AgentProcessOptions {
  readonly readable: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Hears what the agent prints. */
  readonly onOutput?: ((text: string) => void) | undefined;
}

/** Starts the agent's host under Node's permission model: it reads what it is given, and can neither write, nor start anything. */
export function startAgentProcess({ readable, env, onOutput }: AgentProcessOptions): AgentProcess {
  const { host, folder } = findHost();
  const { NODE_OPTIONS: _, ...childEnv } = env;
  const child = fork(host, [], {
    execArgv: [
      '--permission',
      ...(process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : []),
      ...[folder + sep, ...readable].map((path) => `--allow-fs-read=${path}`),
      '--disable-warning=ExperimentalWarning',
      ...conditions(process.execArgv).map((condition) => `--conditions=${condition}`),
    ],
    env: childEnv,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-2000);
      onOutput?.(text);
    });
  }
  return {
    send: (message) => void (child.connected && child.send(message)),
    messages: () => readMessages(child, () => tail),
    [Symbol.asyncDispose]: () => end(child),
  };
}

/** The export conditions that this process resolves packages with: written with `=` or as two arguments. */
function conditions(flags: readonly string[]): string[] {
  return flags.flatMap((flag, index) => {
    if (flag === '--conditions' || flag === '-C') return flags[index + 1] ?? [];
    return /^(?:--conditions|-C)=(.+)$/.exec(flag)?.[1] ?? [];
  });
}

/** The host beside this file while it runs from sources, in its own folder of the built package; and the folder that its parts are in. */
function findHost(): { readonly host: string; readonly folder: string } {
  const isSource = import.meta.url.endsWith('.ts');
  const host = new URL(isSource ? './child-host.ts' : './imported-agent/child-host.js', import.meta.url);
  return { host: fileURLToPath(host), folder: dirname(fileURLToPath(import.meta.url)) };
}

async function* readMessages(child: ChildProcess, tail: () => string): AsyncGenerator<ChildMessage> {
  const queue: ChildMessage[] = [];
  let ended: BenchError | undefined;
  let wake = (): void => undefined;
  const onMessage = (message: unknown): void => {
    queue.push(message as ChildMessage);
    wake();
  };
  const onExit = (code: number | null, signal: string | null): void => {
    const output = tail().trim();
    ended = new BenchError('agent-failed', `the agent's process ended (${signal ?? `exit code ${code}`})${output ? `: ${output}` : ''}`);
    wake();
  };
  child.on('message', onMessage).on('exit', onExit);
  try {
    for (;;) {
      const next = queue.shift();
      if (next) yield next;
      else if (ended) throw ended;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    child.off('message', onMessage).off('exit', onExit);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}
