import { read, type Reading, unreadable } from './reading.ts';
import { foldSpace, readScalarText, unwrapText } from './scalar-text.ts';

/** Most names of a list. */
const mostNames = 500;

/** A name as it is compared: case, quotes, backticks and white space do not count; `{job="x"}` names x. */
export function foldName(text: string): string {
  const name = unwrapText(foldSpace(text));
  const selected = /^\{?\s*[\w.]+\s*=\s*"([^"]*)"\s*\}?$/.exec(name);
  return (selected?.[1] ?? name).toLowerCase();
}

/** Whether a name that was read is the one that is meant; a remark in brackets behind it does not count: `payment-service (7 %)`. */
export const isSameName = (read: string, meant: string): boolean => {
  const name = foldName(meant);
  return read === name || foldName(read.replace(/\s*[([][^()[\]]*[)\]]$/, '')) === name;
};

/** One name. */
export function readName(raw: unknown): Reading<string> {
  const text = readScalarText(raw);
  if (!text.ok) return text;
  const name = foldName(text.value);
  return name === '' ? unreadable('is empty') : read(name);
}

/** Names in the order given: a list, or a text with commas, semicolons, arrows, line breaks or a last "and" between them. `none` is no name. */
export function readNames(raw: unknown): Reading<readonly string[]> {
  if (Array.isArray(raw)) return readList(raw);
  if (typeof raw === 'object' && raw !== null) return readList(Object.keys(raw));
  const text = readScalarText(raw);
  return text.ok ? readList(splitNames(text.value)) : text;
}

function readList(items: readonly unknown[]): Reading<readonly string[]> {
  if (items.length > mostNames) return unreadable(`has more than ${mostNames} names`);
  const names: string[] = [];
  for (const item of items) {
    const name = readName(nameOfItem(item));
    if (!name.ok) return unreadable(`has a member that ${name.problem}`);
    names.push(name.value);
  }
  return read(names.length === 1 && isNone(names[0] ?? '') ? [] : names);
}

/** An item may be `{name: x, …}`, or `x: remark`, which YAML reads as a mapping of one. */
function nameOfItem(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
  if ('name' in item) return item.name;
  const keys = Object.keys(item);
  return keys.length === 1 ? keys[0] : item;
}

const isNone = (name: string): boolean => /^(?:none|nothing|no one|empty|n\/a|-|—)$/.test(name);

function splitNames(text: string): string[] {
  const body = text
    .trim()
    .replace(/^\[(.*)\]$/s, '$1')
    .replace(/\s*\([^()]*[,;][^()]*\)/g, '');
  return body
    .split(/[,;\n]|\s(?:→|->|>|=>)\s/)
    .flatMap((part, index, parts) => (index === parts.length - 1 ? part.split(/\s+(?:and|&)\s+/) : [part]))
    .map((part) => part.trim().replace(/^(?:and\s+|[-*•]\s+|\d{1,3}[.)]\s+)/, ''))
    .filter((part) => part !== '');
}
