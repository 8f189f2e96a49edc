import type { Clock } from '@o11y-bench/contracts';
import { parseGoDuration } from '../go/go-duration.ts';
import { evaluateDateMath } from './date-math.ts';
import { type ParsedTime, timeFromMs } from './go-time.ts';

/**
 * Reads the time forms that Grafana's tools take, as `gtime.TimeRange.ParseFrom` does: Unix milliseconds, a Go duration back from now
 * (`5m`), date math (`now-1h`, `now/d`, `2026-03-02||+1M`) and dates. Beyond it `now-1.5h` and `now-2h45m` work, since the tools'
 * descriptions promise them.
 */
export function parseGrafanaTime(text: string, clock: Clock): ParsedTime {
  if (/^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text))) return { ok: true, time: timeFromMs(Number(text)) };
  const back = parseGoDuration(`-${text}`);
  if (back.ok) return { ok: true, time: addNanoseconds(clock, back.nanoseconds) };
  const parsed = evaluateDateMath(text, clock);
  if (parsed.ok) return parsed;
  const offset = compoundOffset(text);
  return offset === undefined ? parsed : { ok: true, time: addNanoseconds(clock, offset) };
}

function addNanoseconds(clock: Clock, nanoseconds: number): { nanoseconds: bigint; offsetMinutes: number } {
  return { nanoseconds: timeFromMs(clock.now()).nanoseconds + BigInt(Math.round(nanoseconds)), offsetMinutes: 0 };
}

const COMPOUND = /^now([+-])((?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w))+)$/;
const HOURS: Readonly<Record<string, number>> = { d: 24, w: 168 };

/** Nanoseconds from now of `now-1h30m` or `now-1.5d`. */
function compoundOffset(text: string): number | undefined {
  const match = COMPOUND.exec(text);
  if (match === null) return undefined;
  const inHours = (match[2] ?? '').replace(
    /(\d+(?:\.\d+)?)([dw])/g,
    (_, count: string, unit: string) => `${Number(count) * (HOURS[unit] ?? 0)}h`,
  );
  const duration = parseGoDuration(inHours);
  return duration.ok ? (match[1] === '-' ? -duration.nanoseconds : duration.nanoseconds) : undefined;
}
