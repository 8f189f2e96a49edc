import { resolve } from 'node:path';
import { loadImportedAgent } from '@o11y-bench/agent-runtime';
import { BenchError, type ReasoningEffort } from '@o11y-bench/contracts';
import type { JobOptions } from '../commands/job-options.ts';
import { cacheFolder } from './cache-folder.ts';
import { createJobName } from './job-name.ts';
import type { ResolvedAgent } from './resolved-agent.ts';
import { taskFolder } from './task-folder.ts';

/** `--agent-import-path`: somebody's own agent, in a process that can read neither tasks nor jobs unless `--in-process` is asked for. */
export async function resolveImportedAgent(options: JobOptions, importPath: string): Promise<ResolvedAgent> {
  const { model } = options;
  const effort = options.reasoningEffort as ReasoningEffort;
  const agent = await loadImportedAgent(importPath, {
    cwd: process.cwd(),
    env: process.env,
    protectedPaths: [taskFolder(options.path), resolve(options.jobsDir), resolve('tasks'), cacheFolder()],
    inProcess: options.inProcess,
    model,
    reasoningEffort: effort,
    args: toArguments(options.agentArg ?? []),
    onOutput: (text) => process.stderr.write(text),
  });
  const name = model ?? agent.model;
  return {
    lock: {
      name: agent.name,
      version: agent.version,
      import_path: importPath,
      reasoning_effort: effort,
      isolation: agent.isolation,
      ...(name ? { model: name } : {}),
    },
    jobName: (attempts) => createJobName({ agent: agent.name, importPath, effort, ...(name ? { model: name } : {}) }, attempts),
    preflight: () => Promise.resolve(),
    create: () => agent,
    close: () => Promise.resolve(),
  };
}

function toArguments(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [name = '', value] = entry.split(/=(.*)/s);
      if (name === '' || value === undefined) throw new BenchError('wrong-usage', `--agent-arg ${entry}: write name=value`);
      return [name, value];
    }),
  );
}
