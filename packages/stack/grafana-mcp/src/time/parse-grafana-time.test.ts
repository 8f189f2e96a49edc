import { describe, expect, it } from 'vitest';
import { msOf } from './go-time.ts';
import { parseGrafanaTime } from './parse-grafana-time.ts';

// A Tuesday.
const clock = { now: () => Date.parse('2014-11-18T14:27:32Z') };

const read = (text: string): string => {
  const parsed = parseGrafanaTime(text, clock);
  return parsed.ok ? new Date(msOf(parsed.time)).toISOString() : parsed.message;
};

describe('parseGrafanaTime', () => {
  it.each([
    ['now', '2014-11-18T14:27:32.000Z'],
    ['now-1h', '2014-11-18T13:27:32.000Z'],
    ['now+M', '2014-12-18T14:27:32.000Z'],
    ['now-1h-30m', '2014-11-18T12:57:32.000Z'],
    ['now/m', '2014-11-18T14:27:00.000Z'],
    ['now/d', '2014-11-18T00:00:00.000Z'],
    ['now-1d/d', '2014-11-17T00:00:00.000Z'],
    ['now/w', '2014-11-17T00:00:00.000Z'],
    ['now/M', '2014-11-01T00:00:00.000Z'],
    ['now/Q', '2014-10-01T00:00:00.000Z'],
    ['now/y', '2014-01-01T00:00:00.000Z'],
    ['now+5b', '2014-11-25T14:27:32.000Z'],
    ['now-5b', '2014-11-11T14:27:32.000Z'],
  ])('%s is relative to a present that stands still', (text, time) => {
    expect(read(text)).toBe(time);
  });

  it.each([
    ['now-1h30m', '2014-11-18T12:57:32.000Z'],
    ['now-1.5h', '2014-11-18T12:57:32.000Z'],
    ['now-2h45m', '2014-11-18T11:42:32.000Z'],
    ['now-1.5d', '2014-11-17T02:27:32.000Z'],
    ['now+90s250ms', '2014-11-18T14:29:02.250Z'],
  ])('%s works as the descriptions of the tools promise', (text, time) => {
    expect(read(text)).toBe(time);
  });

  it.each([
    ['5m', '2014-11-18T14:22:32.000Z'],
    ['1h30m', '2014-11-18T12:57:32.000Z'],
    ['1418248078000', '2014-12-10T21:47:58.000Z'],
    ['1418248078000||/m', '2014-12-10T21:47:00.000Z'],
    ['2014-05', '2014-05-01T00:00:00.000Z'],
    ['2014-05-30', '2014-05-30T00:00:00.000Z'],
    ['2014-05-30T20', '2014-05-30T20:00:00.000Z'],
    ['2014-05-30T20:21:35.123', '2014-05-30T20:21:35.123Z'],
    ['2014-05-30T20:21:35.5Z', '2014-05-30T20:21:35.500Z'],
    ['2014-05-30T20:21+03:00', '2014-05-30T17:21:00.000Z'],
    ['04:52:20', '1970-01-01T04:52:20.000Z'],
    ['2014-11-18||', '2014-11-18T00:00:00.000Z'],
    ['2014-11-18||+1M/M+1h', '2014-12-01T01:00:00.000Z'],
    ['2014-11-18||-423d', '2013-09-21T00:00:00.000Z'],
  ])('reads %s', (text, time) => {
    expect(read(text)).toBe(time);
  });

  it.each([
    ['', 'syntax error: unexpected $end, expecting tNOW or tDIGIT at character 2 starting with ""'],
    ['yesterday', 'syntax error: unexpected tUNIT, expecting tNOW or tDIGIT at character 2 starting with "y"'],
    ['no', 'syntax error: unexpected tINVALID_TOKEN, expecting tNOW or tDIGIT at character 3 starting with "no"'],
    ['npe', 'syntax error: unexpected tINVALID_TOKEN, expecting tNOW or tDIGIT at character 3 starting with "np"'],
    ['now-nope', 'syntax error: unexpected tINVALID_TOKEN, expecting tUNIT at character 8 starting with "nop"'],
    ['now-1', 'syntax error: unexpected $end, expecting tUNIT at character 7 starting with ""'],
    ['now 1h', 'syntax error: invalid token at character 5 starting with " "'],
    ['2014-05-30 20:21', 'syntax error: invalid token at character 12 starting with " "'],
    ['2014-5-30', 'syntax error: unexpected tMINUS, expecting tDIGIT at character 8 starting with "-"'],
    ['2014-05-30T20:21:35.123456Z', 'syntax error: unexpected tDIGIT at character 25 starting with "4"'],
    ['2014-05-35T20:21:21Z', 'day 35 out of bounds for month 5 at character 11 starting with "5"'],
    ['2014-13-01', 'month out of bounds 13 at character 8 starting with "3"'],
  ])('refuses %j in the words of the date math', (text, message) => {
    expect(read(text)).toBe(message);
  });
});
