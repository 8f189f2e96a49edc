import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EngineOptions } from '../../src/index.ts';
import { inMemoryEngine, runScript } from '../../src/testing/script/index.ts';
import { conformanceDirectory } from '../recorded-dataset.ts';

const directory = join(conformanceDirectory, 'promqltest');
const files = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.test')) : [];

// The corpus is not part of this repository: without it there is nothing to run.
describe.skipIf(files.length === 0)("the reference's scripts", () => {
  const limits = { maxSamples: 10_000 };
  const switches = { experimentalFunctions: true, fillModifiers: true, unquotedUtf8Names: true, delayedNameRemoval: true };

  it('pass with the switches they ask for, but for native histograms and start timestamps', async () => {
    const { problems, run } = await runAll({ ...switches, ...limits }, (tags) => !hasAny(tags, ['native', 'start-timestamps']));
    expect(problems).toEqual([]);
    expect(run).toBe(1420);
  });

  it('pass on an engine with defaults, where a server without flags passes', async () => {
    const flagged = ['native', 'experimental', 'fill', 'start-timestamps', 'unquoted-utf8', 'delayed-name-removal'];
    const { problems, run } = await runAll(limits, (tags) => !hasAny(tags, flagged));
    expect(problems).toEqual([]);
    expect(run).toBe(1118);
  });
});

async function runAll(options: EngineOptions, wanted: (tags: readonly string[]) => boolean) {
  const index = readFileSync(join(directory, 'index.jsonl'), 'utf8').trim().split('\n');
  const tags = new Map(index.map((line) => JSON.parse(line) as IndexEntry).map((entry) => [`${entry.file}:${entry.line}`, entry.tags]));
  const problems: string[] = [];
  let run = 0;
  for (const file of files) {
    const include = ({ line }: { line: number }): boolean => wanted(tags.get(`${file}:${line}`) ?? ['native']);
    const outcomes = await runScript(readFileSync(join(directory, file), 'utf8'), inMemoryEngine(options), { include });
    run += outcomes.length;
    problems.push(
      ...outcomes.flatMap(({ line, query, problem }) => (problem === undefined ? [] : [`${file}:${line} ${query}: ${problem}`])),
    );
  }
  return { problems, run };
}

interface IndexEntry {
  readonly file: string;
  readonly line: number;
  readonly tags: readonly string[];
}

function hasAny(tags: readonly string[], unwanted: readonly string[]): boolean {
  return tags.some((tag) => unwanted.includes(tag));
}
