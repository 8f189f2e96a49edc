import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDuration, parsePercent, toCheckTest } from './index.ts';

describe('durations', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['6h', 21_600_000],
    ['2h45m', 9_900_000],
    ['1.5h', 5_400_000],
    ['1d', 86_400_000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  test.each(['', '6', 'six hours', '6 h', '-6h', '6h ago', '6w'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('the parts of a duration add up', () => {
    const amount = fc.nat(1000);
    fc.assert(
      fc.property(amount, amount, (hours, minutes) => parseDuration(`${hours}h${minutes}m`) === hours * 3_600_000 + minutes * 60_000),
    );
  });
});

test('percentages become ratios', () => {
  expect(parsePercent('5%')).toBe(0.05);
  expect(parsePercent('0.5%')).toBe(0.005);
  expect(parsePercent('5')).toBeUndefined();
  expect(parsePercent('-5%')).toBeUndefined();
});

describe('what a check compares', () => {
  const claim = { id: 'share', claim: 'error_share', expected: 'facts.share.value' };

  test.each([
    ['5%', { relative: 0.05 }],
    ['10m', { absolute: 600_000 }],
    [0, { absolute: 0 }],
    [
      { relative: '5%', absolute: 2 },
      { relative: 0.05, absolute: 2 },
    ],
    [{ absolute: '2m' }, { absolute: 120_000 }],
    [{ absolute: '1%' }, { absolute: 0.01 }],
  ])('a tolerance of %j', (tolerance, typed) => {
    expect(toCheckTest({ ...claim, tolerance })).toEqual({
      kind: 'claim',
      field: 'error_share',
      expected: 'facts.share.value',
      tolerance: typed,
    });
  });

  test('a plain number or truth value stands for itself', () => {
    expect(toCheckTest({ ...claim, expected: 4 })).toMatchObject({ expected: '4' });
    expect(toCheckTest({ ...claim, expected: false })).toMatchObject({ expected: 'false' });
  });

  test('evidence covers up to now unless told otherwise', () => {
    const evidence = (covers: string | { from: string; to: string }) =>
      toCheckTest({ id: 'looked', evidence: { backend: 'prometheus', covers } });
    expect(evidence('6h')).toMatchObject({ evidence: { covers: { fromMs: 21_600_000, toMs: 0 } } });
    expect(evidence({ from: '4h', to: '2h' })).toMatchObject({ evidence: { covers: { fromMs: 14_400_000, toMs: 7_200_000 } } });
  });
});
