import { BenchError } from '@o11y-bench/contracts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `90s`, `5m`, `1h30m`. */
export function parseDurationOption(option: string, text: string): number {
  const ms = durationMs(text);
  if (ms === undefined || ms <= 0) throw new BenchError('wrong-usage', `${option}: '${text}' is no duration; write 30s, 5m or 1h30m`);
  return ms;
}

/** Unix milliseconds of `now`, `now-3h`, `T-3h` or ISO 8601. */
export function parseTimeOption(option: string, text: string, now: number): number {
  const relative = /^(?:now|T)(?:-(.+))?$/.exec(text);
  if (relative) {
    const ago = relative[1] === undefined ? 0 : durationMs(relative[1]);
    if (ago !== undefined) return now - ago;
  }
  const ms = Date.parse(text);
  if (!relative && /^\d{4}-/.test(text) && !Number.isNaN(ms)) return ms;
  throw new BenchError('wrong-usage', `${option}: '${text}' is no time; write now, now-3h or ISO 8601`);
}

function durationMs(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|[smhd]))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}
