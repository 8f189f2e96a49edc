import { relative } from 'node:path';
import { writeAgentTemplate } from '@o11y-bench/agent-runtime';

/** `bench agent new`: writes a template that runs as it is, and says how. */
export function runAgentNewCommand(folder: string): void {
  const { files, importPath } = writeAgentTemplate(folder);
  for (const file of files) console.log(relative('.', file));
  const path = importPath.startsWith('.') || importPath.startsWith('/') ? importPath : `./${importPath}`;
  console.log(`\nRun it:  bench job --agent-import-path ${path} --k 1`);
}
