import { cpSync, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BenchError } from '@o11y-bench/contracts';

const template = fileURLToPath(new URL('../template/', import.meta.url));

/** Writes a working agent into a folder, which must be empty or not there. Returns the files and what to pass to `--agent-import-path`. */
export function writeAgentTemplate(folder: string): { readonly files: readonly string[]; readonly importPath: string } {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new BenchError('wrong-usage', `${basename(folder)} is not empty: name a folder that is not there yet`);
  }
  cpSync(template, folder, { recursive: true });
  return { files: readdirSync(template).map((file) => join(folder, file)), importPath: `${join(folder, 'agent.ts')}:MyAgent` };
}
