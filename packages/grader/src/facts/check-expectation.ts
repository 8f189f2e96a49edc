import type { FactExpectation } from '@o11y-bench/contracts';
import { type Row, rowsOf } from '@o11y-bench/formats/expression';
import { formatNumber, formatPercent } from '../format.ts';

/** What a fact's value lacks of what its author expects of the world, in words. */
export function checkExpectation({ series, topMargin, min, max }: FactExpectation, value: unknown): readonly string[] {
  const rows = toRows(value);
  const numbers = rows.flatMap((row) => (row.value === undefined ? (row.points ?? []).map(([, height]) => height) : [row.value]));
  const messages: string[] = [];
  if (series !== undefined && rows.length !== series) messages.push(`gives ${rows.length} series, ${series} are expected`);
  if (rows.length === 0 || numbers.length === 0) return [...messages, ...(series === 0 ? [] : ['gives no value'])];
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (min !== undefined && !(low >= min)) messages.push(`goes down to ${formatNumber(low)}, at least ${formatNumber(min)} is expected`);
  if (max !== undefined && !(high <= max)) messages.push(`goes up to ${formatNumber(high)}, at most ${formatNumber(max)} is expected`);
  return [...messages, ...checkMargin(topMargin, numbers)];
}

/** Facts that are plain numbers count as one row of one value. */
function toRows(value: unknown): readonly Row[] {
  if (typeof value === 'number') return [{ labels: {}, value }];
  try {
    return rowsOf(value);
  } catch {
    return [];
  }
}

function checkMargin(topMargin: number | undefined, numbers: readonly number[]): readonly string[] {
  const [first, second] = numbers.toSorted((left, right) => right - left);
  if (topMargin === undefined || first === undefined || second === undefined) return [];
  if (first >= second * (1 + topMargin)) return [];
  const lead = second === 0 ? 'nothing' : formatPercent(first / second - 1);
  return [
    `the first value (${formatNumber(first)}) leads the second (${formatNumber(second)}) by ${lead}, ${formatPercent(topMargin)} are expected`,
  ];
}
