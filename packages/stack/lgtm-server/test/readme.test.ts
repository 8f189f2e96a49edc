import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const pathOf = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

test('the example of the README is the one that runs here, and prints what the README says', async () => {
  const readme = readFileSync(pathOf('../README.md'), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(pathOf('readme-example.ts'), 'utf8')}\`\`\``);
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', pathOf('readme-example.ts')]);
  expect(readme).toContain(`\`\`\`text\n${stdout}\`\`\``);
});
