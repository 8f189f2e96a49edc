import { textLimits } from '../stored-text/text-limits.ts';

/** What an agent's process prints, by lines, without secrets and within bounds. */
export interface PrintedLines {
  /** A reader of one stream: pieces come as they are cut, `end` tells of the last line. */
  stream(): LineReader;
  /** The last of what was printed. */
  readonly tail: string;
}

interface LineReader {
  readonly push: (text: string) => void;
  readonly end: () => void;
}

/** Characters that are looked at beyond a line's limit, so that a secret is not cut in two and missed. */
const MARGIN = 4096;
const TAIL = 2000;

/** Lines go to `onLine`, cut to their limit; all of it ends at a limit too, which is said once. */
export function createPrintedLines(options: {
  readonly redact: (text: string) => string;
  readonly onLine?: ((line: string) => void) | undefined;
}): PrintedLines {
  let shown = 0;
  let tail = '';
  const takeLine = (raw: string): void => {
    const line = options.redact(raw).slice(0, textLimits.printedLine);
    tail = `${tail}${line}\n`.slice(-TAIL);
    if (shown > textLimits.printed) return;
    shown += line.length + 1;
    options.onLine?.(
      shown > textLimits.printed ? `[the agent has printed more than ${textLimits.printed} characters: no more is shown]` : line,
    );
  };
  return {
    stream: () => createLineReader(takeLine),
    get tail() {
      return tail;
    },
  };
}

/** A line's end beyond limit and margin is dropped as it comes. */
function createLineReader(takeLine: (line: string) => void): LineReader {
  let rest = '';
  const keep = (text: string): string => text.slice(0, textLimits.printedLine + MARGIN);
  return {
    push(text) {
      const lines = text.split(/\r?\n/);
      const last = lines.pop() ?? '';
      for (const line of lines) {
        takeLine(keep(rest + line));
        rest = '';
      }
      rest = keep(rest + last);
    },
    end() {
      if (rest !== '') takeLine(rest);
      rest = '';
    },
  };
}
