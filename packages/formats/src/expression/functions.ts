import { nameOf, type Row, rowsOf } from './rows.ts';

/** A function that expressions can call: how it is written, what it gives, and the code. */
export interface ExpressionFunction {
  readonly signature: string;
  readonly gives: string;
  readonly evaluate: (...args: readonly unknown[]) => unknown;
}

/** Functions over the rows of a query fact (`facts.shares.rows`) or of a tool's result; a result that has `rows` may stand for them. */
export const rowFunctions: Readonly<Record<string, ExpressionFunction>> = {
  top: {
    signature: '$top(rows)',
    gives: 'the row with the highest value; nothing where there is none',
    evaluate: (rows) => descending(rows)[0],
  },
  bottom: {
    signature: '$bottom(rows)',
    gives: 'the row with the lowest value; nothing where there is none',
    evaluate: (rows) => descending(rows).at(-1),
  },
  sortDesc: { signature: '$sortDesc(rows)', gives: 'the rows, highest value first', evaluate: (rows) => descending(rows) },
  sortAsc: { signature: '$sortAsc(rows)', gives: 'the rows, lowest value first', evaluate: (rows) => descending(rows).toReversed() },
  peak: {
    signature: '$peak(rows)',
    gives: 'the highest point of all rows of a range, as a row with its `time` (Unix milliseconds) and `value`',
    evaluate: (rows) => descending(rowsOf(rows).flatMap(pointRows))[0],
  },
  label: {
    signature: "$label(row, 'job')",
    gives: "the row's label; a list for several rows",
    evaluate: (rows, label) => oneOrAll(rowsOf(rows).map((row) => nameOf(row, asText(label)))),
  },
  value: {
    signature: "$value(rows, 'payment-service')",
    gives: 'the value of the one row that has a label of this value; nothing where there is none',
    evaluate: (rows, name) => findRow(rowsOf(rows), String(name))?.value,
  },
  names: {
    signature: "$names(rows) or $names(rows, 'job')",
    gives: "the rows' names in their order: their only label, or the one that is asked for",
    evaluate: (rows, label) => rowsOf(rows).map((row) => nameOf(row, asText(label))),
  },
  byName: {
    signature: "$byName(rows) or $byName(rows, 'job')",
    gives: 'an object of values by name',
    evaluate: (rows, label) => Object.fromEntries(rowsOf(rows).map((row) => [nameOf(row, asText(label)), row.value])),
  },
  percent: {
    signature: '$percent(ratio) or $percent(ratio, digits)',
    gives: 'the ratio as a percentage, as text: `7.02%`; two digits after the point unless told otherwise',
    evaluate: (ratio, digits) => (ratio === undefined ? undefined : `${(100 * asNumber(ratio)).toFixed(asNumber(digits ?? 2))}%`),
  },
};

const refused = (name: string): ExpressionFunction => ({
  signature: `$${name}`,
  gives: 'nothing: a value must not depend on when or where it is computed',
  evaluate() {
    throw new Error(`$${name} is not available: a value must not depend on when or where it is computed`);
  },
});

/** Functions of JSONata that would make a value depend on the clock, on chance or on code in data: refused. */
export const ambientFunctions: Readonly<Record<string, ExpressionFunction>> = Object.fromEntries(
  ['now', 'millis', 'random', 'shuffle', 'eval'].map((name) => [name, refused(name)]),
);

const descending = (rows: unknown): readonly Row[] =>
  rowsOf(rows)
    .filter(({ value }) => value !== undefined && !Number.isNaN(value))
    .toSorted((left, right) => compareNumbers(right.value ?? 0, left.value ?? 0));

/** A difference of two infinities would be no order. */
const compareNumbers = (left: number, right: number): number => (left < right ? -1 : left > right ? 1 : 0);

const pointRows = ({ labels, points, value, time }: Row): Row[] =>
  points
    ? points.map(([at, height]) => ({ labels, time: at, value: height }))
    : value === undefined || time === undefined
      ? []
      : [{ labels, time, value }];

function findRow(rows: readonly Row[], name: string): Row | undefined {
  const [row, ...others] = rows.filter(({ labels }) => Object.values(labels).includes(name));
  if (others.length > 0) throw new Error(`${others.length + 1} rows have a label of the value ${name}`);
  return row;
}

const oneOrAll = <T>(values: readonly T[]): T | readonly T[] | undefined => (values.length > 1 ? values : values[0]);

const asText = (label: unknown): string | undefined => (typeof label === 'string' ? label : undefined);

function asNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new Error(`needs a number, not ${JSON.stringify(value)}`);
}
