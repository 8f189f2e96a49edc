import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { QueryResult } from '../src/index.ts';

test('the example of the README is the one that runs here', async () => {
  const example = readFileSync(join(import.meta.dirname, 'readme-example.ts'), 'utf8');
  expect(readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')).toContain(`\`\`\`ts\n${example}\`\`\``);
  const printed: QueryResult[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((result: QueryResult) => void printed.push(result));
  await import('./readme-example.ts');
  log.mockRestore();
  const [instant, range] = printed;
  expect(instant?.ok && instant.value).toEqual({
    type: 'vector',
    samples: [
      { labels: { code: '200' }, time: 3_540_000, value: expect.closeTo(0.9, 12) },
      { labels: { code: '500' }, time: 3_540_000, value: expect.closeTo(0.1, 12) },
    ],
  });
  expect(range?.ok && range.value.type === 'matrix' && range.value.series.map(({ values }) => values[0])).toEqual([1.5, 1 / 6]);
});
