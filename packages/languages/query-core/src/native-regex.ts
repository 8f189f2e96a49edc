/** Unbounded repetitions a backtracking engine may hold before its time could grow beyond what label values allow. */
const MAX_REPETITIONS = 3;

const META = /[\\.+*?()[\]{}|^$]/;
const CLASS_ITEM = /[a-zA-Z0-9_:./ ]/;
const ESCAPED_PUNCTUATION = /[\\.+*?()[\]{}|^$/:_-]/;

/** The texts of an expression that is only literals joined by `|`, perhaps in one pair of parentheses. */
export function literalAlternatives(source: string): readonly string[] | undefined {
  const inner = withoutOuterGroup(source);
  const alternatives: string[] = [];
  let current = '';
  for (let i = 0; i < inner.length; i++) {
    const character = inner[i] as string;
    if (character === '|') {
      alternatives.push(current);
      current = '';
    } else if (character === '\\' && ESCAPED_PUNCTUATION.test(inner[i + 1] ?? '') && !/[:_/]/.test(inner[i + 1] ?? '')) {
      current += inner[++i];
    } else if (META.test(character)) {
      return undefined;
    } else {
      current += character;
    }
  }
  alternatives.push(current);
  return alternatives;
}

function withoutOuterGroup(source: string): string {
  if (!source.endsWith(')') || source.endsWith('\\)')) return source;
  if (source.startsWith('(?:')) return source.slice(3, -1);
  return source.startsWith('(') && source[1] !== '?' ? source.slice(1, -1) : source;
}

/**
 * The same expression for JavaScript's engine, or nothing when it holds anything the two engines could treat differently, or that could
 * backtrack badly: only literals, `.`, plain classes, groups, alternation and a few repetitions of single characters.
 */
export function toNativeSource(source: string): string | undefined {
  const state: State = { source, at: 0, repetitions: 0 };
  const native = alternation(state, 0);
  return native !== undefined && state.at === source.length ? native : undefined;
}

interface State {
  readonly source: string;
  at: number;
  repetitions: number;
}

function alternation(state: State, depth: number): string | undefined {
  let out = '';
  while (state.at < state.source.length) {
    const character = state.source[state.at] as string;
    if (character === ')') return depth > 0 ? out : undefined;
    if (character === '|') {
      out += '|';
      state.at++;
      continue;
    }
    const piece = character === '(' ? group(state, depth) : repeated(state);
    if (piece === undefined) return undefined;
    out += piece;
  }
  return depth === 0 ? out : undefined;
}

function group(state: State, depth: number): string | undefined {
  const open = state.source.startsWith('(?:', state.at) ? '(?:' : '(';
  if (open === '(' && state.source[state.at + 1] === '?') return undefined;
  if (depth > 8) return undefined;
  state.at += open.length;
  const inner = alternation(state, depth + 1);
  if (inner === undefined || state.source[state.at] !== ')') return undefined;
  state.at++;
  if (/[*+{]/.test(state.source[state.at] ?? '')) return undefined;
  return open + inner + ')' + optional(state);
}

function optional(state: State): string {
  if (state.source[state.at] !== '?' || /[*+?{]/.test(state.source[state.at + 1] ?? '')) return '';
  state.at++;
  return '?';
}

function repeated(state: State): string | undefined {
  const single = atom(state);
  if (single === undefined) return undefined;
  const mark = state.source[state.at] ?? '';
  if (mark === '{') return undefined;
  if (!/[*+?]/.test(mark)) return single;
  state.at++;
  if (mark !== '?' && ++state.repetitions > MAX_REPETITIONS) return undefined;
  const lazy = state.source[state.at] === '?' ? '?' : '';
  state.at += lazy.length;
  return /[*+?{]/.test(state.source[state.at] ?? '') ? undefined : single + mark + lazy;
}

function atom(state: State): string | undefined {
  const character = String.fromCodePoint(state.source.codePointAt(state.at) ?? 0);
  if (character === '[') return characterClass(state);
  if (character === '\\') return escaped(state);
  if (character === '.') {
    state.at++;
    return '.';
  }
  if (META.test(character)) return undefined;
  state.at += character.length;
  return character;
}

function escaped(state: State): string | undefined {
  const next = state.source[state.at + 1] ?? '';
  if (!/[dw.+*?()[\]{}|^$\\/-]/.test(next)) return undefined;
  state.at += 2;
  return next === '-' ? '-' : `\\${next}`;
}

function characterClass(state: State): string | undefined {
  const match = /^\[(\^?)([^\\[\]]+)\]/.exec(state.source.slice(state.at));
  if (match === null) return undefined;
  const [whole, negated = '', body = ''] = match;
  const items = classItems(body);
  if (items === undefined) return undefined;
  state.at += whole.length;
  return `[${negated}${items}]`;
}

function classItems(body: string): string | undefined {
  let out = '';
  for (let i = 0; i < body.length; i++) {
    const from = body[i] as string;
    if (from === '-' && (i === 0 || i === body.length - 1)) {
      out += '\\-';
      continue;
    }
    if (!CLASS_ITEM.test(from)) return undefined;
    const to = body[i + 2];
    if (body[i + 1] !== '-' || to === undefined) {
      out += from;
      continue;
    }
    if (!/[a-zA-Z0-9]/.test(from) || !/[a-zA-Z0-9]/.test(to) || from > to) return undefined;
    out += `${from}-${to}`;
    i += 2;
  }
  return out;
}
