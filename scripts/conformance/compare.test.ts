import { describe, expect, test } from 'vitest';
import { firstDifference, sameText } from './compare.ts';

describe('what was recorded and what we answer', () => {
  test('has to be equal where no rule says otherwise', () => {
    expect(firstDifference({ a: [1, 'x'] }, { a: [1, 'x'] })).toBeUndefined();
    expect(firstDifference({ a: 1 }, { a: 2 })).toBe('/a: want 1, got 2');
    expect(firstDifference({ a: 1 }, {})).toBe('/: missing key a: 1');
    expect(firstDifference({}, { a: 1 })).toBe('/: unexpected key a: 1');
    expect(firstDifference([1], [1, 2])).toContain('want 1 elements, got 2');
    expect(firstDifference([], {})).toBe('/: want [], got {}');
  });

  test('may come in another order where it is unordered', () => {
    const rules = { unordered: ['/list'] };
    expect(firstDifference({ list: [1, 2, 2] }, { list: [2, 1, 2] }, rules)).toBeUndefined();
    expect(firstDifference({ list: [1, 2, 2] }, { list: [2, 1, 1] }, rules)).toContain('no element like 2');
    expect(firstDifference({ other: [1, 2] }, { other: [2, 1] }, rules)).toBe('/other/0: want 1, got 2');
  });

  test('is not looked at where it is ignored, present or not', () => {
    const rules = { ignore: ['/a/*/b', '/gone'] };
    expect(firstDifference({ a: [{ b: 1, c: 1 }] }, { a: [{ b: 2, c: 1 }], gone: 1 }, rules)).toBeUndefined();
    expect(firstDifference({ a: [{ b: 1, c: 1 }] }, { a: [{ b: 2, c: 2 }] }, rules)).toBe('/a/0/c: want 1, got 2');
  });

  test('may differ a little in numbers, also in those inside texts, but not where it is exact', () => {
    const rules = { rel: 0.01, exact: ['/time'] };
    expect(
      firstDifference({ time: 100, value: 100, text: 'took 100 ms' }, { time: 100, value: 100.5, text: 'took 100.5 ms' }, rules),
    ).toBeUndefined();
    expect(firstDifference({ time: 100 }, { time: 100.5 }, rules)).toBe('/time: want 100, got 100.5');
    expect(firstDifference({ text: 'took 100 ms' }, { text: 'took 100 s' }, rules)).toContain('/text');
    expect(firstDifference({ value: 100 }, { value: 102 }, rules)).toContain('/value');
  });

  test('has to match where there is an expression', () => {
    const rules = { match: { '/id': '^[a-z]+$' } };
    expect(firstDifference({ id: 'abc' }, { id: 'xyz' }, rules)).toBeUndefined();
    expect(firstDifference({ id: 'abc' }, { id: '123' }, rules)).toContain('/id: want a text that matches');
  });

  test('is looked into where a pointer goes on inside JSON that stands in a text', () => {
    const text = (value: unknown): { text: string } => ({ text: JSON.stringify(value) });
    expect(firstDifference(text({ a: 1, uid: 'x' }), text({ uid: 'y', a: 1 }), { ignore: ['/text/uid'] })).toBeUndefined();
    expect(firstDifference(text({ a: 1, uid: 'x' }), text({ uid: 'y', a: 2 }), { ignore: ['/text/uid'] })).toBe('/text/a: want 1, got 2');
    expect(firstDifference(text({ a: 1, b: 1 }), text({ b: 1, a: 1 }))).toContain('/text');
  });
});

test('texts without numbers are never loosely equal', () => {
  expect(sameText('abc', 'abd', 0.5)).toBe(false);
  expect(sameText('1e-9', '1.0000001e-9', 1e-3)).toBe(true);
});
