/** What may differ between a recorded answer and ours. Pointers are JSON pointers in which `*` stands for any one element. */
export interface CompareRules {
  /** Lists whose order does not matter. */
  readonly unordered?: readonly string[];
  readonly ignore?: readonly string[];
  /** Relative tolerance of numbers, also of those inside texts. */
  readonly rel?: number;
  /** Where `rel` does not apply. */
  readonly exact?: readonly string[];
  /** Regular expressions that texts have to match in place of being equal. */
  readonly match?: Readonly<Record<string, string>>;
}

/**
 * The first difference between what was recorded and what we answered, in words, or `undefined` when they agree. A pointer that goes on
 * below a text goes into the JSON that stands in the text.
 */
export function firstDifference(want: unknown, got: unknown, rules: CompareRules = {}): string | undefined {
  return compareAt(want, got, [], compile(rules));
}

/** Equal texts, or texts whose numbers are within the tolerance and which are equal otherwise. */
export function sameText(want: string, got: string, rel = 0): boolean {
  if (want === got) return true;
  if (rel === 0) return false;
  const [wanted, given] = [want.match(NUMBER), got.match(NUMBER)];
  if (!wanted || !given || wanted.length !== given.length) return false;
  if (want.split(NUMBER).join('\0') !== got.split(NUMBER).join('\0')) return false;
  return wanted.every((text, index) => text === given[index] || isClose(Number(text), Number(given[index]), rel));
}

/** A value as JSON, cut short. */
export function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

type Path = readonly string[];
type PathTest = (path: Path) => boolean;

interface CompiledRules {
  readonly unordered: PathTest;
  readonly ignored: PathTest;
  readonly exact: PathTest;
  readonly pattern: (path: Path) => RegExp | undefined;
  /** True when a rule speaks of something below this path. */
  readonly reachesInto: PathTest;
  readonly rel: number;
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

function compile(rules: CompareRules): CompiledRules {
  const anyOf = (pointers: readonly string[] = []): PathTest => {
    const wanted = pointers.map(partsOf);
    return (path) => wanted.some((parts) => parts.length === path.length && isPrefix(path, parts));
  };
  const patterns = Object.entries(rules.match ?? {}).map(([pointer, source]) => ({ is: anyOf([pointer]), pattern: new RegExp(source) }));
  const all = [rules.unordered, rules.ignore, rules.exact, Object.keys(rules.match ?? {})].flatMap((pointers) =>
    (pointers ?? []).map(partsOf),
  );
  return {
    unordered: anyOf(rules.unordered),
    ignored: anyOf(rules.ignore),
    exact: anyOf(rules.exact),
    pattern: (path) => patterns.find(({ is }) => is(path))?.pattern,
    reachesInto: (path) => all.some((parts) => parts.length > path.length && isPrefix(path, parts)),
    rel: rules.rel ?? 0,
  };
}

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const isPrefix = (path: Path, parts: readonly string[]): boolean =>
  path.every((part, index) => parts[index] === '*' || parts[index] === part);

function compareAt(want: unknown, got: unknown, path: Path, rules: CompiledRules): string | undefined {
  if (rules.ignored(path)) return undefined;
  const rel = rules.exact(path) ? 0 : rules.rel;
  if (typeof want === 'number' && typeof got === 'number') return isClose(want, got, rel) ? undefined : differ(want, got, path);
  if (typeof want === 'string' && typeof got === 'string') return compareTexts(want, got, path, rules, rel);
  if (Array.isArray(want) && Array.isArray(got)) return compareLists(want, got, path, rules);
  if (isRecord(want) && isRecord(got)) return compareObjects(want, got, path, rules);
  return want === got ? undefined : differ(want, got, path);
}

function compareTexts(want: string, got: string, path: Path, rules: CompiledRules, rel: number): string | undefined {
  const pattern = rules.pattern(path);
  if (pattern) return pattern.test(got) ? undefined : `${at(path)}: want a text that matches ${String(pattern)}, got ${brief(got)}`;
  // JSON inside a text is compared as JSON where its numbers, its order or parts of it may differ.
  const inside = rel > 0 || rules.reachesInto(path) ? [parseContainer(want), parseContainer(got)] : [];
  if (inside[0] !== undefined && inside[1] !== undefined) return compareAt(inside[0], inside[1], path, rules);
  return sameText(want, got, rel) ? undefined : differ(want, got, path);
}

function compareLists(want: readonly unknown[], got: readonly unknown[], path: Path, rules: CompiledRules): string | undefined {
  if (want.length !== got.length) {
    return `${at(path)}: want ${want.length} elements, got ${got.length}: want ${brief(want)}, got ${brief(got)}`;
  }
  if (!rules.unordered(path)) return firstOf(want.keys(), (index) => compareAt(want[index], got[index], [...path, String(index)], rules));
  const left = new Map(got.entries());
  return firstOf(want.keys(), (index) => {
    const fits = (candidate: number): boolean => compareAt(want[index], got[candidate], [...path, String(index)], rules) === undefined;
    const found = left.has(index) && fits(index) ? index : [...left.keys()].find(fits);
    if (found === undefined) return `${at(path)}: no element like ${brief(want[index])}; left ${brief([...left.values()][0])}`;
    left.delete(found);
    return undefined;
  });
}

type JsonRecord = Readonly<Record<string, unknown>>;

function compareObjects(want: JsonRecord, got: JsonRecord, path: Path, rules: CompiledRules): string | undefined {
  return firstOf(new Set([...Object.keys(want), ...Object.keys(got)]), (key) => {
    if (rules.ignored([...path, key])) return undefined;
    if (!Object.hasOwn(want, key)) return `${at(path)}: unexpected key ${key}: ${brief(got[key])}`;
    if (!Object.hasOwn(got, key)) return `${at(path)}: missing key ${key}: ${brief(want[key])}`;
    return compareAt(want[key], got[key], [...path, key], rules);
  });
}

function firstOf<Item>(items: Iterable<Item>, find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function parseContainer(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isClose(a: number, b: number, rel: number): boolean {
  if (a === b) return true;
  return rel > 0 && Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= rel * Math.max(Math.abs(a), Math.abs(b));
}

const isRecord = (value: unknown): value is JsonRecord => typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (path: Path): string => `/${path.join('/')}`;

const differ = (want: unknown, got: unknown, path: Path): string => `${at(path)}: want ${brief(want)}, got ${brief(got)}`;
