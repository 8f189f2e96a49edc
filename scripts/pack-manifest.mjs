// Run by a package's prepack and postpack: npm knows neither `workspace:` nor `catalog:`, so the packed manifest gets plain versions,
// and the authored one comes back afterwards. node pack-manifest.mjs resolve|restore (in the package's folder)
import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = join(process.cwd(), 'package.json');
const kept = join(process.cwd(), '.package.json.authored');

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

function resolve() {
  const catalog = readCatalog();
  const versions = readWorkspaceVersions();
  const authored = JSON.parse(readFileSync(manifest, 'utf8'));
  for (const field of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
    for (const [name, range] of Object.entries(authored[field] ?? {})) {
      const version = range.startsWith('workspace:') ? versions.get(name) : range === 'catalog:' ? catalog.get(name) : range;
      if (!version) throw new Error(`${authored.name}: no version known for ${name} (${range})`);
      authored[field][name] = version;
    }
  }
  delete authored.devDependencies;
  copyFileSync(manifest, kept);
  writeFileSync(manifest, `${JSON.stringify(authored, null, 2)}\n`);
}

function restore() {
  if (existsSync(kept)) renameSync(kept, manifest);
}

if (process.argv[2] === 'resolve') resolve();
else restore();
