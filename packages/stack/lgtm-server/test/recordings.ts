import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The folder with the recordings of one API: the whole ones where they are at hand, else the part that the project keeps. */
export function recordingsOf(api: string): string {
  const candidates = [
    process.env['O11Y_CONFORMANCE_DIR'],
    join(here, '../../../../../shared/conformance'),
    join(here, 'fixtures/conformance'),
  ];
  const found = candidates.filter((folder) => folder !== undefined).find((folder) => existsSync(join(folder, api, 'cases.jsonl')));
  if (found === undefined) throw new Error(`no recordings of ${api}`);
  return join(found, api);
}

/** The lines of a JSON Lines file. */
export function readLines<Line>(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

/** A JSON file. */
export const readJson = <Value>(file: string): Value => JSON.parse(readFileSync(file, 'utf8')) as Value;
