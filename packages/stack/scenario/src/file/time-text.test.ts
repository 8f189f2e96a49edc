import { describe, expect, it } from 'vitest';
import { formatDuration, formatInstant, parseDuration, parseInstant } from './time-text.ts';

describe('times of a scenario file', () => {
  it.each([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['3h02m', 10_920_000],
    ['1d', 86_400_000],
  ])('reads the duration %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '3', 'h', '2m1h', '1.5h', '-3h', '1h 2m'])('takes "%s" for no duration', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it.each([
    ['T', { anchor: 'T', offsetMs: 0 }],
    ['T-3h02m', { anchor: 'T', offsetMs: -10_920_000 }],
    ['start-1m30s', { anchor: 'start', offsetMs: -90_000 }],
    ['end+20m', { anchor: 'end', offsetMs: 1_200_000 }],
  ])('reads the instant %s', (text, instant) => expect(parseInstant(text)).toEqual(instant));

  it.each(['T-', '3h', 'T-soon', 'begin+1m', 'Tomorrow'])('takes "%s" for no instant', (text) =>
    expect(parseInstant(text)).toBeUndefined(),
  );

  it('writes instants and durations as it reads them', () => {
    for (const text of ['T', 'T-3h02m', 'T-30s', 'T-24h', 'T+5m']) {
      const instant = parseInstant(text);
      expect(formatInstant(instant?.offsetMs ?? Number.NaN)).toBe(text);
    }
    expect(formatDuration(0)).toBe('0s');
  });
});
