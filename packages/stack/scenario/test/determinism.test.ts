import { describe, expect, it } from 'vitest';
import { buildWorld, generateWorld, placeWorld, traceIdAt, traceCount, worldHash, type Scenario } from '../src/index.ts';
import { readRecentHours, readScenario } from './scenario-files.ts';

/** Change these together with `generatorVersion` or a scenario file, and say so: jobs on other hashes are not comparable. */
const goldenHashes = {
  standard: '5b47e9a275421a93cd054d297614565320506fde9f91d5d39b6538b7e24f1b44',
  reference: 'e6252f6c3f801445b7280bcf1db54e99734378c5507292075e8ac77f68d7b787',
  'variant-a': '8ef42316e4633fede7c2df92b74d4a59ce4ac01db63371a63bf125cd92286544',
} as const;

describe('a world', () => {
  it.each(['standard', 'reference', 'variant-a'] as const)('of scenario %s has the hash it always had', async (name) => {
    expect(worldHash(buildWorld(await readScenario(name)))).toBe(goldenHashes[name]);
  });

  it('is the same in two runs and differs by seed', async () => {
    const scenario = await readRecentHours('reference');
    const [first, second, other] = [generateWorld(scenario), generateWorld(scenario), generateWorld(scenario, { seed: 1 })].map(worldHash);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is the same at every T, whatever the calendar says', async () => {
    const world = generateWorld(await readRecentHours('standard'));
    const before = worldHash(world);
    const wednesday = placeWorld(world, Date.parse('2026-04-15T19:00:00Z'));
    const sundayNight = placeWorld(world, Date.parse('2027-01-03T03:41:59Z'));
    expect(sundayNight.now).toBe(Date.parse('2027-01-03T03:41:00Z'));
    const shift = sundayNight.now - wednesday.now;
    for (const [index, series] of wednesday.series.entries()) {
      const moved = sundayNight.series[index];
      expect(moved?.labels).toEqual(series.labels);
      expect(moved?.values).toEqual(series.values);
      expect(moved?.times.at(-1)).toBe((series.times.at(-1) ?? 0) + shift);
    }
    for (const [index, stream] of wednesday.logs.entries()) {
      const moved = sundayNight.logs[index];
      expect(moved?.timeNs(0)).toBe(stream.timeNs(0) + BigInt(shift) * 1_000_000n);
      expect(withoutTime(moved?.line(0))).toBe(withoutTime(stream.line(0)));
    }
    expect(sundayNight.trace(100).spans[1]?.startMs).toBeCloseTo((wednesday.trace(100).spans[1]?.startMs ?? 0) + shift, 2);
    expect(worldHash(world)).toBe(before);
  });

  it('does not change where a change has no business', async () => {
    const scenario = await readRecentHours('standard');
    const calm: Scenario = { ...scenario, errors: { ...scenario.errors, share: 0.5 }, warnings: { ...scenario.warnings, share: 0.5 } };
    const [before, after] = [generateWorld(scenario), generateWorld(calm)];
    const ids = ({ traces }: typeof before): string[] => Array.from({ length: traceCount(traces) }, (_, trace) => traceIdAt(traces, trace));
    const buckets = ({ metrics }: typeof before) => metrics.series.filter(({ labels }) => labels['__name__']?.endsWith('_bucket'));
    expect(ids(after)).toEqual(ids(before));
    expect(buckets(after)).toEqual(buckets(before));
    expect(after.metrics.series.find(({ labels }) => labels['__name__'] === 'go_goroutines')).toEqual(
      before.metrics.series.find(({ labels }) => labels['__name__'] === 'go_goroutines'),
    );
  });
});

const withoutTime = (line = ''): string => line.replace(/"timestamp": "[^"]+", /, '');
