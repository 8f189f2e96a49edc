import type { Expr, MatrixSelector, SubqueryExpr, TimeModifiers, VectorSelector } from './ast.ts';
import { isNumeric, parseNumberLiteral } from './number-literal.ts';
import { parseOffsetDuration, parsePositiveDuration } from './parse-duration.ts';
import type { ParserState } from './parser-state.ts';

/** Reads the brackets and modifiers that follow an expression: `[5m]`, `[1h:5m]`, `offset`, `@`, `anchored`, `smoothed`. */
export function parsePostfix(state: ParserState, operand: Expr): Expr {
  let expr = operand;
  for (;;) {
    const { kind } = state.peek();
    if (kind === '[') expr = parseBrackets(state, expr);
    else if (kind === 'offset') expr = parseOffset(state, expr);
    else if (kind === '@') expr = parseAt(state, expr);
    else if (kind === 'anchored' || kind === 'smoothed') expr = parseExtension(state, expr, kind);
    else return expr;
    state.link();
  }
}

const RANGE = { context: 'subquery or range selector', expected: 'number, duration, step(), or range()' };
const STEP = { context: 'subquery selector', expected: 'number, duration, step(), range(), or "]"' };

function parseBrackets(state: ParserState, expr: Expr): Expr {
  const open = state.take();
  const range = parsePositiveDuration(state, RANGE);
  const { start } = expr.pos;
  if (state.accept(':')) {
    const step = state.peek().kind === ']' ? { ms: 0 } : parsePositiveDuration(state, STEP);
    const close = state.expect(']', 'subquery selector', '"]"');
    return { type: 'subquery', expr, range, step, offset: { ms: 0 }, pos: { start, end: state.range(close).end } };
  }
  const close = state.expect(']', 'subquery or range', '":" or "]"');
  const brackets = state.range(open, close);
  if (expr.type !== 'vector-selector') return state.fail('ranges only allowed for vector selectors', brackets);
  if (isOffsetSet(expr)) state.fail('no offset modifiers allowed before range', brackets);
  if (expr.at !== undefined) state.fail('no @ modifiers allowed before range', brackets);
  return { type: 'matrix-selector', selector: expr, range, pos: { start, end: brackets.end } };
}

type Modifiable = VectorSelector | SubqueryExpr;

/** What carries an expression's time modifiers: a range selector's are its selector's. */
function modifiable(expr: Expr): Modifiable | undefined {
  if (expr.type === 'matrix-selector') return expr.selector;
  return expr.type === 'vector-selector' || expr.type === 'subquery' ? expr : undefined;
}

function withModifiers(state: ParserState, expr: Expr, modifiers: Partial<TimeModifiers>): Expr {
  const end = state.lastEnd;
  if (expr.type === 'matrix-selector') {
    return { ...expr, selector: { ...expr.selector, ...modifiers }, pos: { start: expr.pos.start, end } };
  }
  return { ...(expr as Modifiable), ...modifiers, pos: { start: expr.pos.start, end } };
}

const SELECTORS = 'must be preceded by an instant vector selector or range vector selector or a subquery';

function parseOffset(state: ParserState, expr: Expr): Expr {
  state.take();
  const offset = parseOffsetDuration(state);
  const target = modifiable(expr) ?? state.fail(`offset modifier ${SELECTORS}`, expr.pos);
  if (isOffsetSet(target)) state.fail('offset may not be set multiple times', expr.pos);
  return withModifiers(state, expr, { offset });
}

function isOffsetSet({ offset }: TimeModifiers): boolean {
  return offset.ms !== 0 || offset.expr !== undefined;
}

function parseAt(state: ParserState, expr: Expr): Expr {
  state.take();
  const { kind } = state.peek();
  if (kind !== 'start()' && kind !== 'end()') return atTimestamp(state, expr, parseTimestamp(state));
  state.take();
  state.expect('(', '@', 'timestamp');
  state.expect(')', '@', 'timestamp');
  checkAtTarget(state, expr);
  return withModifiers(state, expr, { at: { type: kind === 'start()' ? 'start' : 'end' } });
}

function parseTimestamp(state: ParserState): number {
  const { kind } = state.peek();
  if (kind === '+' || kind === '-') state.take();
  if (!isNumeric(state.peek().kind)) state.unexpected('@', 'timestamp');
  const { value } = parseNumberLiteral(state);
  return kind === '-' ? -value : value;
}

function atTimestamp(state: ParserState, expr: Expr, seconds: number): Expr {
  if (!(Math.abs(seconds) < 2 ** 63)) state.fail(`timestamp out of bounds for @ modifier: ${fixed(seconds)}`, expr.pos);
  checkAtTarget(state, expr);
  const ms = Math.sign(seconds) * Math.round(Math.abs(seconds * 1000)) + 0;
  return withModifiers(state, expr, { at: { type: 'timestamp', ms } });
}

function checkAtTarget(state: ParserState, expr: Expr): void {
  const target = modifiable(expr) ?? state.fail(`@ modifier ${SELECTORS}`, expr.pos);
  if (target.at !== undefined) state.fail('@ <timestamp> may not be set multiple times', expr.pos);
}

/** A number with six decimals, as Go's `%f` prints it. */
function fixed(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return `${BigInt(value)}.000000`;
}

function parseExtension(state: ParserState, expr: Expr, name: 'anchored' | 'smoothed'): Expr {
  state.take();
  if (expr.type === 'subquery') return state.fail(`${name} modifier is not supported for subqueries`, expr.pos);
  if (expr.type === 'matrix-selector') return { ...expr, selector: extended(state, expr, expr.selector, name) };
  if (expr.type === 'vector-selector') return extended(state, expr, expr, name);
  return state.fail(`${name} modifier not implemented`, expr.pos);
}

function extended(
  state: ParserState,
  expr: VectorSelector | MatrixSelector,
  selector: VectorSelector,
  name: 'anchored' | 'smoothed',
): VectorSelector {
  const both = { ...selector, [name]: true };
  if (both.anchored && both.smoothed) state.fail('anchored and smoothed modifiers cannot be used together', expr.pos);
  return both;
}
