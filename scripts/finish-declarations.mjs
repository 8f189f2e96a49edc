// Run by a package's build after tsc, in the package's folder: tsc leaves the `.ts` of relative imports in declarations, which only TypeScript
// itself can follow; the published ones name the JavaScript file beside them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RELATIVE_TS = /(\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(['"])(\.{1,2}\/[^'"]*?)(?<!\.d)\.ts\2/g;

for (const name of readdirSync('dist', { recursive: true })) {
  if (!name.endsWith('.d.ts')) continue;
  const path = join('dist', name);
  const text = readFileSync(path, 'utf8');
  const finished = text.replace(RELATIVE_TS, '$1$2$3.js$2');
  if (finished !== text) writeFileSync(path, finished);
}
