import { foldName } from './names.ts';
import { read, type Reading, unreadable } from './reading.ts';

/** Most pairs of a mapping. */
const mostPairs = 500;

/** Reads a mapping as pairs of folded name and raw value: an object, a list of pairs, or lines such as `name: value` and `name -> value`. */
export function readPairs(raw: unknown): Reading<readonly (readonly [string, unknown])[]> {
  const items = toItems(raw);
  if (!items) return unreadable('is no mapping of names to values');
  if (items.length > mostPairs) return unreadable(`has more than ${mostPairs} entries`);
  const pairs: (readonly [string, unknown])[] = [];
  for (const item of items) {
    const pair = toPair(item);
    if (!pair) return unreadable(`has an entry that names no value: ${JSON.stringify(item)?.slice(0, 80)}`);
    pairs.push([foldName(pair[0]), pair[1]]);
  }
  const repeated = pairs.find(([name], index) => pairs.findIndex(([other]) => other === name) !== index);
  return repeated ? unreadable(`names ${repeated[0]} more than once`) : read(pairs);
}

function toItems(raw: unknown): readonly unknown[] | undefined {
  if (Array.isArray(raw)) return raw;
  if (typeof raw === 'object' && raw !== null) return Object.entries(raw);
  if (typeof raw !== 'string') return undefined;
  const body = raw.trim().replace(/^\{(.*)\}$/s, '$1');
  return body.split(body.includes('\n') ? /\n/ : /[,;]\s+/).filter((line) => line.trim() !== '');
}

function toPair(item: unknown): readonly [string, unknown] | undefined {
  if (typeof item === 'string') return splitPair(item);
  if (Array.isArray(item)) return item.length === 2 ? [String(item[0]), item[1]] : undefined;
  if (typeof item !== 'object' || item === null) return undefined;
  const entries = Object.entries(item);
  const [first, second] = entries;
  if (entries.length === 1 && first) return first;
  return entries.length === 2 && first && second ? [String(first[1]), second[1]] : undefined;
}

function splitPair(line: string): readonly [string, string] | undefined {
  const text = line.trim().replace(/^[-*•]\s+/, '');
  const match =
    /^(.+?)\s*(?:->|→|=>)\s*(.+)$/.exec(text) ?? /^("[^"]*"|`[^`]*`|[^:]+?)\s*:\s+(.+)$/.exec(text) ?? /^([^=]+?)\s*=\s*(.+)$/.exec(text);
  return match ? [match[1] ?? '', match[2] ?? ''] : undefined;
}
