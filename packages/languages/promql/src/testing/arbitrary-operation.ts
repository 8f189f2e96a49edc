import type { SelectorArbitraries } from './arbitrary-selector.ts';
import type { FastCheckModule, Text } from './fast-check-module.ts';
import { joined } from './fast-check-module.ts';

const ARITHMETIC = ['+', '-', '*', '/', '%', '^', 'atan2'];
const COMPARISONS = ['==', '!=', '<', '>', '<=', '>='];

/** Operands of operations, in parentheses where they stand. */
export interface Operands {
  readonly vector: Text;
  readonly scalar: Text;
}

/** Generators of binary operations that yield a vector. */
export function vectorOperations(fc: FastCheckModule, parts: SelectorArbitraries, operands: Operands, fillModifiers: boolean): Text {
  const vector = operands.vector.map((text) => `(${text})`);
  const scalar = operands.scalar.map((text) => `(${text})`);
  const comparison = fc.constantFrom(...COMPARISONS);
  const operator = fc.oneof(fc.constantFrom(...ARITHMETIC), comparison, joined(fc, comparison, fc.constant(' bool')));
  const fill = fc.constantFrom(' ', ' ', ...(fillModifiers ? [' fill(0) ', ' fill_left(-1) ', ' fill_right (2) fill_left (NaN) '] : []));
  const on = joined(fc, fc.constantFrom(' on (', ' ignoring ('), parts.labelList, fc.constant(')'));
  const group = fc.constantFrom(' group_left ()', ' group_right (extra)', ' group_left (a, b)');
  const none = fc.constant('');
  return fc.oneof(
    joined(fc, vector, operator, fc.oneof(none, on, joined(fc, on, group)), fill, vector),
    joined(fc, vector, fc.constantFrom('and', 'or', 'unless', 'AND'), fc.oneof(none, on), vector),
    joined(fc, vector, operator, scalar),
    joined(fc, scalar, operator, vector),
  );
}

/** A generator of operations between two numbers. */
export function scalarOperations(fc: FastCheckModule, scalar: Text): Text {
  const operator = fc.oneof(
    fc.constantFrom(...ARITHMETIC),
    fc.constantFrom(...COMPARISONS).map((op) => `${op} bool`),
  );
  const operand = scalar.map((text) => `(${text})`);
  return joined(fc, operand, operator, operand);
}

/** A generator of operators between selectors without parentheses: any precedence makes a valid query of them. */
export function operatorChains(fc: FastCheckModule, { selector }: SelectorArbitraries): Text {
  const paired = joined(fc, fc.constantFrom(...ARITHMETIC), fc.constantFrom(' on (job) group_left', ' ignoring () group_right'));
  const operator = fc.oneof(fc.constantFrom(...ARITHMETIC, ...COMPARISONS, 'and', 'or', 'unless', '</', '>/'), paired);
  const sign = fc.constantFrom('', '', '', '-', '+', '- -');
  // Behind `offset (...)` an arithmetic operator would go on with the duration.
  const modifiers = fc.constantFrom('', '', '', ' offset 5m', ' @ 10', ' offset -step()', ' @ end() offset 1h', ' offset -(5m + 1m)');
  const operand = joined(fc, sign, selector, modifiers);
  // A list of labels may be left out only in front of what is no parenthesis, and a sign is a fine start.
  const link = fc.tuple(operator, operand).map((words) => words.join(' '));
  return fc.tuple(operand, fc.array(link, { minLength: 1, maxLength: 4 })).map(([head, links]) => [head, ...links].join(' '));
}
