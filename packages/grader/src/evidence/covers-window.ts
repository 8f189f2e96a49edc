/** An interval of time, Unix milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;

/** How much an end may lack: a fiftieth of the interval, at least a minute. Steps and the age of the last sample take that much. */
export const slackOf = ({ from, to }: Interval): number => Math.max(minute, (to - from) / 50);

/** Whether intervals together cover one, but for the slack at its ends and between them. */
export function coversWindow(intervals: readonly Interval[], wanted: Interval): boolean {
  const slack = slackOf(wanted);
  let reached = wanted.from;
  for (const { from, to } of intervals.toSorted((left, right) => left.from - right.from)) {
    if (from > reached + slack) break;
    reached = Math.max(reached, to);
  }
  return reached >= wanted.to - slack;
}
