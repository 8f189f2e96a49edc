import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, type Package } from '../packages.ts';
import { run } from './run.ts';

/** A package as npm packed it. */
export interface Tarball {
  readonly package: Package;
  readonly file: string;
  /** Paths inside the package. */
  readonly paths: readonly string[];
  readonly bytes: number;
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs with plain `npm pack`, one after another: each builds what it needs. */
export async function packPackages(packages: readonly Package[], folder: string): Promise<readonly Tarball[]> {
  mkdirSync(folder, { recursive: true });
  const tarballs: Tarball[] = [];
  for (const one of packages) {
    const printed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: join(root, one.folder) });
    const [packed] = JSON.parse(printed) as [Packed];
    tarballs.push({
      package: one,
      file: join(folder, packed.filename.replace('@', '').replace('/', '-')),
      paths: packed.files.map(({ path }) => path),
      bytes: packed.size,
    });
    console.log(`packed ${one.name}: ${packed.files.length} files, ${(packed.size / 1000).toFixed(1)} kB`);
  }
  return tarballs;
}
