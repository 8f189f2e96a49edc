import type { VectorMatching } from './ast.ts';
import { isNumeric, parseNumberLiteral } from './number-literal.ts';
import { parseLabelList } from './parse-labels.ts';
import type { ParserState } from './parser-state.ts';
import type { TokenKind } from './token.ts';
import { startsExpression } from './token.ts';

/** What may stand between a binary operator and its right side. */
export interface BinaryModifiers {
  readonly bool: boolean;
  readonly matching: VectorMatching;
}

/** Reads `bool`, `on`/`ignoring` with `group_left`/`group_right`, and the fill modifiers, in that order. */
export function parseBinaryModifiers(state: ParserState): BinaryModifiers {
  const { kind } = state.peek();
  if (kind === 'number' || kind === 'identifier') return NONE;
  const bool = state.accept('bool') !== undefined;
  const matching = parseMatching(state);
  const fill = parseFill(state);
  return { bool, matching: { ...matching, fill } };
}

type Matching = Omit<VectorMatching, 'fill'>;

const PLAIN: Matching = { card: 'one-to-one', labels: [], on: false, include: [] };
const NONE: BinaryModifiers = { bool: false, matching: { ...PLAIN, fill: {} } };

function parseMatching(state: ParserState): Matching {
  const { kind } = state.peek();
  if (kind !== 'on' && kind !== 'ignoring') return PLAIN;
  state.take();
  const labels = parseLabelList(state);
  const group = state.peek().kind;
  const pair = { labels, on: kind === 'on' };
  if (group !== 'group_left' && group !== 'group_right') return { ...pair, card: 'one-to-one', include: [] };
  state.take();
  return { ...pair, card: group === 'group_left' ? 'many-to-one' : 'one-to-many', include: parseIncluded(state) };
}

/** The list may be missing, but only in front of what can go on. */
function parseIncluded(state: ParserState): string[] {
  const { kind } = state.peek();
  return kind !== '(' && startsExpression(kind) ? [] : parseLabelList(state);
}

function parseFill(state: ParserState): VectorMatching['fill'] {
  const { kind } = state.peek();
  if (kind === 'fill') {
    const both = takeFill(state);
    return { left: both, right: both };
  }
  if (kind === 'fill_left') return { left: takeFill(state), ...optional('right', acceptFill(state, 'fill_right')) };
  if (kind === 'fill_right') return { right: takeFill(state), ...optional('left', acceptFill(state, 'fill_left')) };
  return {};
}

function optional(side: 'left' | 'right', value: number | undefined): VectorMatching['fill'] {
  return value === undefined ? {} : { [side]: value };
}

function acceptFill(state: ParserState, kind: TokenKind): number | undefined {
  return state.peek().kind === kind ? takeFill(state) : undefined;
}

function takeFill(state: ParserState): number {
  state.take();
  state.expect('(');
  const { kind } = state.peek();
  if (kind === '+' || kind === '-') state.take();
  if (!isNumeric(state.peek().kind)) state.unexpected();
  const { value } = parseNumberLiteral(state);
  state.expect(')');
  return kind === '-' ? -value : value;
}
