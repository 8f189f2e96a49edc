const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const FIXED: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, H: HOUR, d: DAY, w: 7 * DAY };
const MONTHS: Readonly<Record<string, number>> = { M: 1, Q: 3, fQ: 3, y: 12, fy: 12 };

/** Adds a number of units (`s m h H d w b M Q y fQ fy`) to Unix milliseconds; months as Go's `AddDate` normalises them. */
export function addUnits(ms: number, count: number, unit: string): number {
  const fixed = FIXED[unit];
  if (fixed !== undefined) return ms + count * fixed;
  if (unit === 'b') return addBusinessDays(ms, count);
  const date = new Date(ms);
  date.setUTCMonth(date.getUTCMonth() + count * (MONTHS[unit] ?? 0));
  return date.getTime();
}

/** Rounds Unix milliseconds down to the start of a unit, in UTC. */
export function truncateToUnit(ms: number, unit: string): number {
  const fixed = FIXED[unit];
  if (unit === 'w') return Math.floor((ms - MONDAY) / (7 * DAY)) * 7 * DAY + MONDAY;
  if (fixed !== undefined) return Math.floor(ms / fixed) * fixed;
  if (unit === 'b') return Math.floor(ms / DAY) * DAY;
  const size = MONTHS[unit] ?? 1;
  const date = new Date(ms);
  const start = new Date(0);
  start.setUTCFullYear(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / size) * size, 1);
  return start.getTime();
}

// 5 January 1970, the first Monday of the epoch.
const MONDAY = 4 * DAY;

function addBusinessDays(ms: number, count: number): number {
  const step = count < 0 ? -DAY : DAY;
  let result = ms;
  for (let left = Math.abs(count); left > 0; left--) {
    do result += step;
    while (isWeekend(result));
  }
  return result;
}

function isWeekend(ms: number): boolean {
  const day = new Date(ms).getUTCDay();
  return day === 0 || day === 6;
}
