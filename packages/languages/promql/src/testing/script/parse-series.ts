import type { Labels } from '@o11y-bench/query-core';
import { writeLabel } from '@o11y-bench/query-core';
import { parseMetricSelector } from '../../parser/parse.ts';
import { parsePoints } from './parse-points.ts';
import type { ScriptSeries } from './script.ts';
import { ScriptError } from './script.ts';

/** Reads a line `name{label="value"} points`. Nothing for lines of start timestamps, which say nothing about values. */
export function parseSeries(text: string, line: number): ScriptSeries | undefined {
  const split = endOfMetric(text);
  const metric = text.slice(0, split);
  const rest = text.slice(split);
  if (rest.startsWith('@st') || metric.endsWith('@st')) return undefined;
  const labels = parseMetric(metric);
  if (labels === undefined) throw new ScriptError(line, `invalid series: ${metric}`);
  const points = parsePoints(rest);
  if (points === undefined) throw new ScriptError(line, `invalid points: ${rest}`);
  return { labels, points };
}

function parseMetric(text: string): Labels | undefined {
  if (text === '{}') return {};
  const result = parseMetricSelector(text.replace(/\s*\{\s*\}$/, ''), { unquotedUtf8Names: true });
  if (!result.ok) return undefined;
  const labels: Record<string, string> = {};
  for (const { name, value } of result.matchers) writeLabel(labels, name, value);
  return labels;
}

/** Where the metric ends: behind its braces, else at the first blank. */
function endOfMetric(text: string): number {
  const brace = /^[^\s{]*\s*\{(?!\{)/.exec(text);
  if (brace === null) return /\s|$/.exec(text)?.index ?? text.length;
  let quote = '';
  for (let i = brace[0].length; i < text.length; i++) {
    const character = text[i] as string;
    if (quote !== '') {
      if (character === '\\' && quote !== '`') i++;
      else if (character === quote) quote = '';
    } else if (`"'\``.includes(character)) quote = character;
    else if (character === '}') return i + 1;
  }
  return text.length;
}
