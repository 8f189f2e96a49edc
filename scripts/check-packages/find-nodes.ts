import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../packages.ts';
import { run } from './run.ts';

/** A Node to try packages on. */
export interface NodeVersion {
  /** Such as `node-22.23.3`. */
  readonly name: string;
  /** Folder of the program. */
  readonly bin: string;
}

/** The Node of the checkout, and the oldest line that the packages promise to run on, fetched into a folder. */
export async function findNodes(folder: string): Promise<readonly NodeVersion[]> {
  const own = join(root, 'node_modules/.bin');
  const nodes = [await describe(existsSync(join(own, 'node')) ? own : dirname(process.execPath))];
  try {
    nodes.push(await describe(await fetchNode22(folder)));
  } catch (error) {
    console.log(`Node 22 cannot be had here, so nothing is tried on it (${String(error).split('\n')[0]})`);
  }
  return nodes;
}

async function describe(bin: string): Promise<NodeVersion> {
  const version = (await run(join(bin, 'node'), ['--version'], { cwd: root })).trim();
  return { name: `node-${version.slice(1)}`, bin };
}

async function fetchNode22(folder: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  await run('npm', ['install', '--no-save', '--ignore-scripts', `${name}@22`], { cwd: folder });
  return join(folder, 'node_modules', name, 'bin');
}
