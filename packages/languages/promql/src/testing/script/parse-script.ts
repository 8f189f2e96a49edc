import type { BodyLine, LegacyMode } from './parse-expectation.ts';
import { parseExpectation } from './parse-expectation.ts';
import { parseSeries } from './parse-series.ts';
import { parseDurationAt } from './parse-times.ts';
import type { EvalCommand, LoadCommand, ScriptCommand } from './script.ts';
import { ScriptError } from './script.ts';

/** Reads a script of the reference's test language. */
export function parseScript(text: string): readonly ScriptCommand[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .map((line) => (line.startsWith('#') ? '' : line));
  const commands: ScriptCommand[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] === '') continue;
    const body: BodyLine[] = [];
    const head = i;
    const hasBody = !/^clear$/i.test(lines[head] as string);
    while (hasBody && i + 1 < lines.length && lines[i + 1] !== '') body.push({ line: i + 2, text: lines[++i] as string });
    commands.push(parseCommand(lines[head] as string, head + 1, body));
  }
  return commands;
}

function parseCommand(head: string, line: number, body: readonly BodyLine[]): ScriptCommand {
  const word = /^\S+/.exec(head)?.[0].toLowerCase() ?? '';
  if (word === 'clear') return { type: 'clear', line };
  if (word === 'load' || word === 'load_with_nhcb') return parseLoad(head, line, body);
  const mode = /^eval(?:_(fail|warn|info|ordered))?$/.exec(word);
  if (mode !== null) return parseEval(head, line, body, (mode[1] ?? '') as LegacyMode);
  throw new ScriptError(line, `invalid command: ${head}`);
}

function parseLoad(head: string, line: number, body: readonly BodyLine[]): LoadCommand {
  const [, word = '', step = ''] = /^(\S+)\s+(\S+)$/.exec(head) ?? [];
  if (step === '') throw new ScriptError(line, `invalid load: ${head}`);
  const series = body.map((entry) => parseSeries(entry.text, entry.line)).filter((one) => one !== undefined);
  return { type: 'load', line, step: parseDurationAt(step, line), withNativeHistograms: /nhcb/i.test(word), series };
}

const INSTANT = /^\S+\s+instant\s+at\s+(\S+)\s+(.+)$/i;
const RANGE = /^\S+\s+range\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+?)\s+(.+)$/i;

function parseEval(head: string, line: number, body: readonly BodyLine[], mode: LegacyMode): EvalCommand {
  const expectation = parseExpectation(body, mode);
  const duration = (text: string | undefined): number => parseDurationAt(text ?? '', line);
  const instant = INSTANT.exec(head);
  if (instant !== null) {
    return { type: 'eval', line, query: instant[2] ?? '', times: { kind: 'instant', at: duration(instant[1]) }, expectation };
  }
  const range = RANGE.exec(head);
  if (range === null) throw new ScriptError(line, `invalid eval: ${head}`);
  const times = { kind: 'range', start: duration(range[1]), end: duration(range[2]), step: duration(range[3]) } as const;
  return { type: 'eval', line, query: range[4] ?? '', times, expectation };
}
