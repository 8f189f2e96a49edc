import { BenchError, isBenchError, type Agent } from '@o11y-bench/contracts';
import { createRedactor, type Env } from '../secrets/index.ts';
import { instantiate } from './instantiate.ts';
import { locateAgent } from './locate-agent.ts';
import type { ImportedAgentSettings } from './messages.ts';
import { readablePaths } from './readable-paths.ts';
import { describeImportedAgent, runImportedAgent, runInProcess } from './run-imported-agent.ts';

/** How an imported agent is loaded. */
export interface ImportedAgentOptions extends ImportedAgentSettings {
  /** The folder that relative paths and packages are seen from. */
  readonly cwd: string;
  /** What the agent's process gets as its environment: its keys, among others. `NODE_OPTIONS` is left out. */
  readonly env: Env;
  /** Folders that the agent may never read: tasks, jobs, caches. */
  readonly protectedPaths: readonly string[];
  /** Runs the agent in this process, without isolation. */
  readonly inProcess?: boolean | undefined;
  /** Hears each line that the agent's process prints, without the secrets of `env`, up to a limit. */
  readonly onOutput?: ((line: string) => void) | undefined;
}

/** An imported agent, and how it is kept apart: `sandboxed` in a process under Node's permission model, or not at all. */
export interface ImportedAgent extends Agent {
  readonly isolation: 'sandboxed' | 'in-process';
}

/** Loads `./my-agent.ts:MyAgent` or `package:Export`. Rejects when it cannot be found, is no agent, or fails while it loads. */
export async function loadImportedAgent(importPath: string, options: ImportedAgentOptions): Promise<ImportedAgent> {
  const location = locateAgent(importPath, options.cwd);
  const { model, reasoningEffort, args } = options;
  const settings: ImportedAgentSettings = { model, reasoningEffort, args };
  if (options.inProcess) return loadInProcess(importPath, () => instantiate(location, settings));
  const { env, onOutput } = options;
  const processOptions = { readable: readablePaths(location.file, options.protectedPaths), env, redact: createRedactor(env), onOutput };
  const described = await describeImportedAgent(location, settings, processOptions);
  return {
    name: described.name,
    version: described.version,
    ...(described.model === undefined ? {} : { model: described.model }),
    isolation: 'sandboxed',
    run: (context) => runImportedAgent(location, settings, processOptions, context),
  };
}

async function loadInProcess(importPath: string, load: () => Promise<Agent>): Promise<ImportedAgent> {
  try {
    const agent = await load();
    const { name, version, model } = agent;
    return {
      name,
      version,
      ...(model === undefined ? {} : { model }),
      isolation: 'in-process',
      run: (context) => runInProcess(() => agent.run(context)),
    };
  } catch (cause) {
    if (isBenchError(cause)) throw cause;
    throw new BenchError('agent-failed', `${importPath} cannot be loaded: ${(cause as Error).message}`, { cause });
  }
}
