import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = ['languages/promql', 'grader', 'contracts', 'formats'];

test.each(packages)('the example in the README of packages/%s runs as it stands', (name) => {
  const readme = readFileSync(join(root, 'packages', name, 'README.md'), 'utf8');
  const examples = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  expect(examples.length).toBeGreaterThan(0);
  const folder = mkdtempSync(join(root, 'scripts', '.readme-'));
  try {
    for (const example of examples) {
      const file = join(folder, 'example.ts');
      writeFileSync(file, example);
      const run = spawnSync(process.execPath, ['--conditions=source', file], { encoding: 'utf8' });
      expect(run.stderr).toBe('');
      expect(run.status).toBe(0);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
