import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { aggregate, readJob, renderCsv, renderHtml, renderJson, renderJunit, renderMarkdown } from '../src/index.ts';

const HOSTILE = '</pre><script>alert(1)</script>"\'&';

function writeJob(files: Record<string, unknown>): Disposable & { path: string } {
  const root = mkdtempSync(join(tmpdir(), 'report-'));
  const path = join(root, 'my-job-k2');
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), typeof value === 'string' ? value : JSON.stringify(value));
  }
  return { path, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

const result = (task: string, trial: string, outcome: string, reward: number | undefined, more = {}): unknown => ({
  id: 'x',
  task_name: `o11y-bench/${task}`,
  trial_name: trial,
  agent_info: { name: 'o11y', version: '1', model_info: { name: 'm', provider: 'p' } },
  agent_result: {
    n_input_tokens: 100,
    n_cache_tokens: 10,
    n_output_tokens: 7,
    cost_usd: 0.5,
    metadata: { outcome, category: 'prometheus_query', tool_calls: 3 },
  },
  verifier_result: reward === undefined ? null : { rewards: { reward } },
  started_at: '2026-04-15T19:00:00Z',
  finished_at: '2026-04-15T19:00:02Z',
  ...more,
});

const details = (reason: string): unknown => ({
  schema_version: 1,
  task: 't',
  task_digest: 'd',
  world_hash: 'h',
  graded_at: '',
  outcome: 'fail',
  verified: 0.4,
  passed: false,
  rung: 'block',
  answer: { service: HOSTILE },
  notes: [],
  items: [{ id: 'share', kind: 'claim', score: 0, weight: 60, optional: false, expected: '0.07', observed: HOSTILE, reason }],
});

const job = {
  'config.json': { job_name: 'my-job-k2', n_attempts: 2, agents: [{ name: 'o11y', model_name: 'p/m' }] },
  'result.json': { id: 'x', started_at: '2026-04-15T19:00:00Z', finished_at: null, n_total_trials: 4, stats: {} },
  'a__1111111/result.json': result('a', 'a__1111111', 'pass', 1),
  'a__2222222/result.json': result('a', 'a__2222222', 'pass', 1),
  'b__1111111/result.json': result('b', 'b__1111111', 'fail', 0.4),
  'b__1111111/verifier/grading_details.json': details('0.02 is not within 5 % of 0.07'),
  'b__1111111/agent/trajectory.json': {
    schema_version: 'ATIF-v1.7',
    agent: { name: 'o11y', version: '1' },
    steps: [
      { step_id: 1, source: 'user', message: HOSTILE },
      {
        step_id: 2,
        source: 'agent',
        message: 'x',
        tool_calls: [{ tool_call_id: 'c', function_name: 'query_prometheus', arguments: { expr: HOSTILE } }],
        observation: { results: [{ source_call_id: 'c', content: HOSTILE + 'y'.repeat(10_000) }] },
      },
    ],
  },
  'b__2222222/config.json': {},
};

describe('a job folder', () => {
  test('is read with its figures against the planned number', () => {
    using folder = writeJob(job);
    const record = readJob(folder.path);
    expect(record.problems).toEqual(['b__2222222: no result, the trial did not finish']);
    expect(aggregate(record).all).toMatchObject({ n: 4, passed: 2, passHatK: 0.5, passAtK: 0.5, costUsd: 1.5, inputTokens: 300 });
    expect(aggregate(record).all.meanScore).toBeCloseTo(2.4 / 4);
  });

  test('has no cost when one of its trials used tokens at an unknown price, only a lower bound', () => {
    const unpriced = { n_input_tokens: 100, n_output_tokens: 7, cost_usd: null, metadata: { outcome: 'fail' } };
    using folder = writeJob({ ...job, 'b__1111111/result.json': result('b', 'b__1111111', 'fail', 0.4, { agent_result: unpriced }) });
    const { all } = aggregate(readJob(folder.path));
    expect(all.costUsd).toBeUndefined();
    expect(all.knownCostUsd).toBe(1);
    expect(renderHtml(readJob(folder.path))).toContain('≥ $1.0000');
  });

  test('with a broken file is still read, and says which', () => {
    using folder = writeJob({ ...job, 'a__1111111/result.json': '{', 'bench.lock.json': 'x' });
    const record = readJob(folder.path);
    expect(record.trials).toHaveLength(2);
    expect(record.problems.join('\n')).toMatch(/a__1111111\/result\.json/);
    expect(record.problems.join('\n')).toMatch(/bench\.lock\.json/);
  });

  test('that is none is refused', () => {
    expect(() => readJob(tmpdir())).toThrow(/no job/);
  });
});

describe('the page', () => {
  test('escapes what agents wrote and needs nothing from outside', () => {
    using folder = writeJob(job);
    const page = renderHtml(readJob(folder.path));
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toMatch(/(src|href)=/);
    expect(page).toContain('0.02 is not within 5 % of 0.07');
    expect(page).toContain('more characters');
    expect(page).toContain('The job is not complete: 3 of 4 trials have ended.');
  });
});

describe('other forms', () => {
  test('JUnit marks wrong answers as failures', () => {
    using folder = writeJob(job);
    const xml = renderJunit(readJob(folder.path));
    expect(xml).toContain('<testsuite name="prometheus_query" tests="3" failures="1" errors="0" time="6.000">');
    expect(xml).toContain('<failure type="fail" message="fail, score 0.40">share: 0.02 is not within 5 % of 0.07</failure>');
  });

  test('CSV has a line per trial and no formulas', () => {
    using folder = writeJob({ ...job, 'a__1111111/result.json': result('=SUM(A1)', 'a__1111111', 'pass', 1) });
    const lines = renderCsv(readJob(folder.path)).trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain("'=SUM(A1)");
  });

  test('Markdown and JSON carry the same figures', () => {
    using folder = writeJob(job);
    const record = readJob(folder.path);
    expect(renderMarkdown(record)).toContain('2 of 4 trials passed, mean score 0.600');
    expect(JSON.parse(renderJson(record))).toMatchObject({ figures: { all: { passed: 2, n: 4 } } });
  });
});

const sample = fileURLToPath(new URL('../../../../shared/interop/harbor/sample-job', import.meta.url));

test.skipIf(!existsSync(sample))("Harbor's own sample job is read and shown (skipped where ../shared is absent)", () => {
  const record = readJob(sample);
  expect(record.trials).toHaveLength(8);
  expect(renderHtml(record)).toContain('two-scores');
});
