import { RE2JS, RE2JSSyntaxException } from 're2js';
import { literalAlternatives, toNativeSource } from './native-regex.ts';

/** A regular expression that must match the whole text, as the query languages anchor theirs; `.` matches line breaks. */
export interface AnchoredRegex {
  readonly source: string;
  /** The only texts it matches, when it is nothing but literals and alternation. */
  readonly literals: readonly string[] | undefined;
  readonly matches: (text: string) => boolean;
  /** Group 0 and the capture groups (empty text for a group that did not take part), and groups by name; nothing when there is no match. */
  readonly captures: (text: string) => Captures | undefined;
}

/** What the groups of a match hold. */
export interface Captures {
  readonly groups: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

/** Outcome of compiling: `error` is Go's text, `error parsing regexp: ...`. */
export type RegexResult = { readonly ok: true; readonly regex: AnchoredRegex } | { readonly ok: false; readonly error: string };

/**
 * Compiles an RE2 expression. Plain ones run on the JavaScript engine, which matches them alike and in linear or low polynomial time; all
 * others, and every error, go through RE2.
 */
export function compileRegex(source: string): RegexResult {
  const literals = literalAlternatives(source);
  const native = literals === undefined ? toNativeSource(source) : undefined;
  if (literals !== undefined) return { ok: true, regex: literalRegex(source, literals) };
  if (native !== undefined) return { ok: true, regex: nativeRegex(source, new RegExp(`^(?:${native})$`, 'su')) };
  try {
    return { ok: true, regex: re2Regex(source, RE2JS.compile(`^(?s:${source})$`)) };
  } catch (error) {
    return { ok: false, error: syntaxErrorOf(source, error) };
  }
}

function literalRegex(source: string, literals: readonly string[]): AnchoredRegex {
  const set = new Set(literals);
  const matches = (text: string): boolean => set.has(text);
  const grouped = source.startsWith('(') && !source.startsWith('(?:');
  const captures = (text: string): Captures | undefined =>
    set.has(text) ? { groups: grouped ? [text, text] : [text], named: {} } : undefined;
  return { source, literals, matches, captures };
}

function nativeRegex(source: string, regex: RegExp): AnchoredRegex {
  return {
    source,
    literals: undefined,
    matches: (text) => regex.test(text),
    captures(text) {
      const match = regex.exec(text);
      return match === null ? undefined : { groups: Array.from(match, (group: string | undefined) => group ?? ''), named: {} };
    },
  };
}

function re2Regex(source: string, regex: RE2JS): AnchoredRegex {
  return {
    source,
    literals: undefined,
    matches: (text) => regex.matches(text),
    captures(text) {
      const matcher = regex.matcher(text);
      if (!matcher.matches()) return undefined;
      const groups = Array.from({ length: regex.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '');
      const named: Record<string, string> = {};
      for (const [name, index] of Object.entries(regex.namedGroups())) named[name] = groups[Number(index)] ?? '';
      return { groups, named };
    },
  };
}

/** The anchored form's text differs from what was written, so the message comes from the expression as it stands. */
function syntaxErrorOf(source: string, error: unknown): string {
  try {
    RE2JS.compile(source);
  } catch (original) {
    return messageOf(original);
  }
  return messageOf(error);
}

function messageOf(error: unknown): string {
  if (error instanceof RE2JSSyntaxException) return `error parsing regexp: ${error.error}: \`${error.input ?? ''}\``;
  return error instanceof Error ? error.message : String(error);
}
