import { BenchError, type WorldLine, type WorldTrace } from '@o11y-bench/contracts';
import { parseMetricSelector } from '@o11y-bench/promql/parser';
import { compileMatcher, type Labels } from '@o11y-bench/query-core';
import type { PlacedLogStream, PlacedWorld } from '@o11y-bench/scenario';

/** The spans of a trace; the id may lack leading zeros. Undefined where there is no such trace. */
export function readWorldTrace(world: PlacedWorld, id: string): WorldTrace | undefined {
  const wanted = id.toLowerCase().padStart(32, '0');
  for (let index = 0; index < world.traceCount; index++) {
    const trace = world.trace(index);
    if (trace.traceId === wanted) return trace;
  }
  return undefined;
}

/** Lines of the streams that a selector such as `{job="x"}` chooses, in (from, to] of Unix milliseconds, oldest first. */
export function readWorldLines(world: PlacedWorld, selector: string, window: { from: number; to: number; limit?: number }): WorldLine[] {
  const isChosen = compileSelector(selector);
  const lines = world.logs.filter(({ labels }) => isChosen(labels)).flatMap((stream) => linesOf(stream, window));
  lines.sort((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0));
  return lines.slice(0, window.limit ?? lines.length);
}

function compileSelector(selector: string): (labels: Labels) => boolean {
  const parsed = parseMetricSelector(selector);
  if (!parsed.ok) throw new BenchError('invalid-task', `${selector} is no stream selector: ${parsed.message}`);
  const predicates = parsed.matchers.map((matcher) => {
    const compiled = compileMatcher(matcher);
    if (!compiled.ok) throw new BenchError('invalid-task', `${selector}: ${compiled.error}`);
    return (labels: Labels): boolean => compiled.matches(labels[matcher.name] ?? '');
  });
  return (labels) => predicates.every((matches) => matches(labels));
}

function linesOf(stream: PlacedLogStream, { from, to }: { from: number; to: number }): WorldLine[] {
  const [after, until] = [BigInt(from) * 1_000_000n, BigInt(to) * 1_000_000n];
  const lines: WorldLine[] = [];
  for (let i = 0; i < stream.length; i++) {
    const timeNs = stream.timeNs(i);
    if (timeNs > after && timeNs <= until) lines.push({ timeNs: String(timeNs), labels: stream.labels, line: stream.line(i) });
  }
  return lines;
}
