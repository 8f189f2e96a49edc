import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The part of the recordings that the project keeps. */
export const keptRecordings = join(here, 'fixtures/conformance/grafana-mcp');

/** The recordings of mcp-grafana: the whole ones where they are at hand, else the part that the project keeps. */
export const recordings =
  [process.env['O11Y_CONFORMANCE_DIR'], join(here, '../../../../../shared/conformance')]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'grafana-mcp'))
    .find((folder) => existsSync(join(folder, 'cases.jsonl'))) ?? keptRecordings;

/** A JSON file. */
export const readJson = <Value>(file: string): Value => JSON.parse(readFileSync(file, 'utf8')) as Value;
