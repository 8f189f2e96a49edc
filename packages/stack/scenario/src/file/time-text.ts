const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };
const durationForm = /^(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/;

/** An instant of a scenario file: an offset from T, or from the start or the end of the incident it stands in. Milliseconds. */
export interface AnchoredInstant {
  readonly anchor: 'T' | 'start' | 'end';
  readonly offsetMs: number;
}

/** Milliseconds of a duration such as `30s`, `24h` or `3h02m`; undefined when the text is none. */
export function parseDuration(text: string): number | undefined {
  if (text === '' || !durationForm.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)([dhms])/g)) total += Number(amount) * (unitMs[unit ?? ''] ?? 0);
  return total;
}

/** An instant such as `T-3h02m`, `start-5m`, `end+20m` or `T`; undefined when the text is none. */
export function parseInstant(text: string): AnchoredInstant | undefined {
  const [, anchor, sign, rest] = /^(T|start|end)(?:([+-])(.+))?$/.exec(text) ?? [];
  if (anchor !== 'T' && anchor !== 'start' && anchor !== 'end') return undefined;
  if (rest === undefined) return { anchor, offsetMs: 0 };
  const distance = parseDuration(rest);
  return distance === undefined ? undefined : { anchor, offsetMs: sign === '-' ? -distance : distance };
}

/** `T-3h02m` for -10,920,000 ms: the form that scenario files use, down to milliseconds. */
export function formatInstant(relativeMs: number): string {
  if (relativeMs === 0) return 'T';
  return relativeMs < 0 ? `T-${formatDuration(-relativeMs)}` : `T+${formatDuration(relativeMs)}`;
}

/** `3h02m` for 10,920,000 ms. */
export function formatDuration(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1000;
  const parts = [
    hours > 0 ? `${hours}h` : '',
    minutes > 0 ? `${hours > 0 ? pad(minutes) : minutes}m` : '',
    seconds > 0 ? `${seconds}s` : '',
  ];
  return parts.join('') || '0s';
}

const pad = (value: number): string => String(value).padStart(2, '0');
