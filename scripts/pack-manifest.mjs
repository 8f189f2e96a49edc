// Run by a package's prepack and postpack: npm knows neither `workspace:` nor `catalog:`, so the packed manifest gets plain versions and the
// authored one comes back afterwards. Before that the package is built, so that what is packed is what the sources say; the licence's text
// goes along. node pack-manifest.mjs resolve|restore (in the package's folder)
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = join(process.cwd(), 'package.json');
const authoredCopy = join(process.cwd(), '.package.json.authored');
const licence = join(process.cwd(), 'LICENSE');

if (process.argv[2] === 'resolve') resolve();
else restore();

function resolve() {
  restore();
  const authored = readFileSync(manifest, 'utf8');
  const plain = toPlainVersions(authored);
  build(JSON.parse(authored));
  // Each step is a rename, so that an interruption leaves either nothing to undo or all that restore needs.
  replaceFile(authoredCopy, authored);
  copyFileSync(join(root, 'LICENSE'), licence);
  replaceFile(manifest, plain);
}

/** Puts the authored manifest back, also after a pack that was interrupted; one that is back already (by git, by hand) stays as it is. */
function restore() {
  if (!existsSync(authoredCopy)) return;
  rmSync(licence, { force: true });
  if (/"(workspace|catalog):/.test(readFileSync(manifest, 'utf8'))) rmSync(authoredCopy);
  else renameSync(authoredCopy, manifest);
}

function toPlainVersions(authored) {
  const catalog = readCatalog();
  const versions = readWorkspaceVersions();
  const plain = JSON.parse(authored);
  for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
    for (const [name, range] of Object.entries(plain[field] ?? {})) {
      const version = range.startsWith('workspace:') ? versions.get(name) : range === 'catalog:' ? catalog.get(name) : range;
      if (!version) throw new Error(`${plain.name}: no version known for ${name} (${range})`);
      plain[field][name] = version;
    }
  }
  delete plain.devDependencies;
  return `${JSON.stringify(plain, null, 2)}\n`;
}

function readCatalog() {
  const lines = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').split('\n');
  const start = lines.indexOf('catalog:');
  const catalog = new Map();
  for (const line of lines.slice(start + 1)) {
    const entry = /^ {2}'?([^':]+)'?: (\S+)$/.exec(line);
    if (!entry) break;
    catalog.set(entry[1], entry[2]);
  }
  return catalog;
}

function readWorkspaceVersions() {
  const versions = new Map();
  for (const folder of ['packages', 'packages/stack', 'packages/languages', 'apps', '.']) {
    for (const name of readdirSync(join(root, folder))) {
      const path = join(root, folder, name, 'package.json');
      if (!existsSync(path)) continue;
      const { name: packageName, version } = JSON.parse(readFileSync(path, 'utf8'));
      versions.set(packageName, version);
    }
  }
  return versions;
}

function build({ name, scripts }) {
  if (scripts.build === undefined) return;
  const args = ['--yes', 'pnpm@12', 'exec', 'turbo', 'run', 'build', `--filter=${name}`, '--output-logs=errors-only'];
  // Standard output belongs to the packing command (`npm pack --json`).
  const { status } = spawnSync('npx', args, {
    cwd: root,
    env: ownEnvironment(),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${name} could not be built, so it is not packed`);
}

/** Without the options of the packing command, which npm hands down and npx and pnpm would take for theirs. */
function ownEnvironment() {
  const options = /^npm_config_(dry_run|json|pack_destination|ignore_scripts|workspaces?|recursive|filter|tag|access|provenance|otp)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !options.test(name)));
}

function replaceFile(path, text) {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
