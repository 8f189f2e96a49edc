import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { root, type Manifest } from '../packages.ts';
import type { Tarball } from './pack-packages.ts';
import { run } from './run.ts';

/** What is wrong with a package as it was packed. */
export async function checkTarball(tarball: Tarball): Promise<readonly string[]> {
  const problems = [...checkPaths(tarball), ...(await checkManifest(tarball)), ...checkDeclarations(tarball), ...(await lint(tarball))];
  return problems.map((problem) => `${tarball.package.name}: ${problem}`);
}

function checkPaths({ paths }: Tarball): string[] {
  const missing = ['README.md', 'LICENSE'].filter((path) => !paths.includes(path));
  const surplus = paths.filter((path) => /\.test\.(ts|js|d\.ts)$|^test\/|\.package\.json/.test(path));
  return [...missing.map((path) => `${path} is not packed`), ...surplus.map((path) => `${path} is packed`)];
}

async function checkManifest({ file }: Tarball): Promise<string[]> {
  const manifest = JSON.parse(await run('tar', ['-xzOf', file, 'package/package.json'], { cwd: root })) as Manifest;
  return Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })
    .filter(([, range]) => /^(workspace|catalog):/.test(range))
    .map(([name, range]) => `packed with ${name} ${range}`);
}

/** In declarations only TypeScript itself follows `./x.ts`. */
function checkDeclarations({ package: { folder }, paths }: Tarball): string[] {
  const declarations = paths.filter((path) => path.endsWith('.d.ts'));
  return declarations.flatMap((path) => {
    const imports = readFileSync(join(root, folder, path), 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]/g);
    return [...imports].filter(([, name]) => !name?.endsWith('.js')).map(([, name]) => `${path} imports ${name}`);
  });
}

async function lint({ file }: Tarball): Promise<string[]> {
  const tarball = new Uint8Array(readFileSync(file)).buffer;
  const { messages, pkg } = await publint({ strict: true, pack: { tarball } });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}
