/** One line before it is sorted into its stream. */
export interface LogLine {
  readonly service: string;
  readonly level: 'info' | 'warn' | 'error';
  /** Nanoseconds relative to T. */
  readonly timeNs: number;
  /** What the line's own timestamp says, milliseconds relative to T. */
  readonly bodyTimeMs: number;
  /** The line from behind its timestamp on. */
  readonly tail: string;
}

/** Makes a line: JSON with a blank behind commas and colons, `level` and `service` first. The body's time is cut to the millisecond. */
export function logLine(
  head: Pick<LogLine, 'service' | 'level' | 'timeNs'> & { readonly bodyTimeMs?: number },
  fields: Readonly<Record<string, string | number>>,
): LogLine {
  let tail = `"level": ${JSON.stringify(head.level)}, "service": ${JSON.stringify(head.service)}`;
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    tail += `, ${JSON.stringify(key)}: ${typeof value === 'number' ? value : JSON.stringify(value)}`;
  }
  return {
    service: head.service,
    level: head.level,
    timeNs: head.timeNs,
    bodyTimeMs: head.bodyTimeMs ?? Math.floor(head.timeNs / 1e6),
    tail: `${tail}}`,
  };
}
