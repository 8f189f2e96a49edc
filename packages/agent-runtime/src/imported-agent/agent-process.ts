import { fork, type ChildProcess } from 'node:child_process';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchError } from '@o11y-bench/contracts';
import { parseChildMessage } from './child-message.ts';
import type { ChildMessage, ParentMessage } from './messages.ts';
import { createPrintedLines } from './printed-lines.ts';

/** A process of an imported agent. Disposing it ends it. */
export interface AgentProcess extends AsyncDisposable {
  send(message: ParentMessage): void;
  /** The next messages, in their order; rejects with `agent-failed` for what is none, and when the process ends without being asked to. */
  messages(): AsyncIterable<ChildMessage>;
}

/** How an agent's process is started. */
export interface AgentProcessOptions {
  readonly readable: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes secrets out of what the agent says of itself. Its environment keeps them: it needs its keys. */
  readonly redact: (text: string) => string;
  /** Hears each line that the agent prints, without secrets. */
  readonly onOutput?: ((line: string) => void) | undefined;
}

/** Starts the agent's host under Node's permission model: it reads what it is given, and can neither write, nor start anything. */
export function startAgentProcess({ readable, env, redact, onOutput }: AgentProcessOptions): AgentProcess {
  const { host, folders } = findHost();
  const { NODE_OPTIONS: _, ...childEnv } = env;
  const child = fork(host, [], {
    execArgv: [
      '--permission',
      ...(process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : []),
      ...[...folders.map((folder) => folder + sep), ...readable].map((path) => `--allow-fs-read=${path}`),
      '--disable-warning=ExperimentalWarning',
      ...conditions(process.execArgv).map((condition) => `--conditions=${condition}`),
    ],
    env: childEnv,
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const printed = createPrintedLines({ redact, onLine: onOutput });
  for (const stream of [child.stdout, child.stderr]) {
    const lines = printed.stream();
    stream?.setEncoding('utf8').on('data', lines.push).on('end', lines.end);
  }
  return {
    // A process that has just ended cannot take it any more; that it has ended is told by its messages.
    send: (message) => void (child.connected && child.send(message, () => undefined)),
    messages: () => readMessages(child, () => printed.tail),
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

/** The host beside this file while it runs from sources, in its own folder of the built package; and the folders that its parts are in. */
function findHost(): { readonly host: string; readonly folders: readonly string[] } {
  const isSource = import.meta.url.endsWith('.ts');
  const host = new URL(isSource ? './child-host.ts' : './imported-agent/child-host.js', import.meta.url);
  const parts = isSource ? ['.', '../stored-text'] : ['.'];
  return { host: fileURLToPath(host), folders: parts.map((part) => resolve(dirname(fileURLToPath(import.meta.url)), part)) };
}

async function* readMessages(child: ChildProcess, tail: () => string): AsyncGenerator<ChildMessage> {
  const queue: unknown[] = [];
  let ended: BenchError | undefined;
  let wake = (): void => undefined;
  const onMessage = (message: unknown): void => {
    queue.push(message);
    wake();
  };
  const onError = (cause: Error): void => {
    ended = new BenchError('agent-failed', `the agent's process cannot be started: ${cause.message}`, { cause });
    wake();
  };
  // Its streams have ended too, so that its last words are there.
  const onClose = (code: number | null, signal: string | null): void => {
    const output = tail().trim();
    ended = new BenchError('agent-failed', `the agent's process ended (${signal ?? `exit code ${code}`})${output ? `: ${output}` : ''}`);
    wake();
  };
  child.on('message', onMessage).on('close', onClose).on('error', onError);
  try {
    for (;;) {
      const next = queue.shift();
      if (next !== undefined) yield parseChildMessage(next);
      else if (ended) throw ended;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    child
      .off('message', onMessage)
      .off('close', onClose)
      .off('error', onError)
      .on('error', () => undefined);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  // Its streams end after it: what it printed before is still read.
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await closed;
}
