import { formatInstant } from '../file/time-text.ts';

/** Where T stands, if it stands anywhere. */
export interface TimelineClock {
  /** T, Unix milliseconds. */
  readonly now?: number;
}

/** `T-3h .. T-2h30m`, with the absolute times behind it where T is known. */
export function renderWhen(from: number, to: number | undefined, { now }: TimelineClock): string {
  const ends = to === undefined ? [from] : [from, to];
  const relative = ends.map(formatInstant).join(' .. ');
  if (now === undefined) return relative;
  return `${relative} (${ends.map((end) => new Date(now + end).toISOString().slice(0, 19)).join(' .. ')}Z)`;
}
