import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './packages.ts';

const authored = `{
  "name": "a-package", "scripts": {},
  "dependencies": { "@o11y-bench/contracts": "workspace:*", "zod": "catalog:", "left-alone": "^1.2.3" },
  "devDependencies": { "fast-check": "catalog:" }
}
`;

/** A package's folder that goes away with its scope. */
function temporaryPackage(
  manifest = authored,
): Disposable & { pack: (step: 'resolve' | 'restore') => void; read: () => string; write: (text: string) => void; files: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'pack-manifest-'));
  const file = join(folder, 'package.json');
  writeFileSync(file, manifest);
  return {
    pack: (step) => void execFileSync(process.execPath, [join(root, 'scripts/pack-manifest.mjs'), step], { cwd: folder, stdio: 'pipe' }),
    read: () => readFileSync(file, 'utf8'),
    write: (text) => writeFileSync(file, text),
    files: () => readdirSync(folder),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

test('a packed manifest has plain versions and no devDependencies, and the licence is there; afterwards all is as before', () => {
  using one = temporaryPackage();
  one.pack('resolve');
  const packed = JSON.parse(one.read()) as { dependencies: Record<string, string> };
  expect(packed).not.toHaveProperty('devDependencies');
  expect(packed.dependencies).toEqual({
    '@o11y-bench/contracts': expect.stringMatching(/^\d+\.\d+\.\d+$/),
    zod: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    'left-alone': '^1.2.3',
  });
  expect(one.files()).toContain('LICENSE');
  one.pack('restore');
  expect(one.read()).toBe(authored);
  expect(one.files()).toEqual(['package.json']);
});

test('after an interrupted pack the next one still finds what was authored', () => {
  using one = temporaryPackage();
  one.pack('resolve');
  const packed = one.read();
  one.pack('resolve');
  expect(one.read()).toBe(packed);
  one.pack('restore');
  expect(one.read()).toBe(authored);
});

test('a manifest that was brought back and edited after an interrupted pack stays as it is', () => {
  using one = temporaryPackage();
  one.pack('resolve');
  const edited = authored.replace('^1.2.3', '^2.0.0');
  one.write(edited);
  one.pack('restore');
  expect(one.read()).toBe(edited);
  expect(one.files()).toEqual(['package.json']);
});

test('a dependency without a known version stops the pack before anything is changed', () => {
  const manifest = authored.replace('"zod": "catalog:"', '"no-such-package": "catalog:"');
  using one = temporaryPackage(manifest);
  expect(() => one.pack('resolve')).toThrow('no version known for no-such-package (catalog:)');
  expect(one.read()).toBe(manifest);
  expect(one.files()).toEqual(['package.json']);
});
