import { read, type Reading, unreadable } from './reading.ts';
import { foldSpace, readScalarText, unwrapText } from './scalar-text.ts';

const fold = (text: string): string => foldSpace(unwrapText(text).replace(/[-_\s]+/g, ' ')).toLowerCase();

/** Reads one of the options: case, hyphens and underscores do not count, and an explanation may follow behind a mark: `neither (traffic is flat)`. */
export function readChoice(raw: unknown, options: readonly string[]): Reading<string> {
  const scalar = readScalarText(raw);
  if (!scalar.ok) return scalar;
  const text = fold(scalar.value.slice(0, 1000)).replace(/[.!]$/, '');
  const found = options
    .filter((option) => text === fold(option) || startsWithOption(scalar.value, option))
    .toSorted((left, right) => right.length - left.length)[0];
  return found === undefined ? unreadable(`is none of ${options.map((option) => `"${option}"`).join(', ')}`) : read(found);
}

function startsWithOption(written: string, option: string): boolean {
  const [head = ''] = written.slice(0, 1000).split(/\s*[(,;:—–]|\s-\s|\.(?:\s|$)/);
  return head.trim() !== '' && fold(head) === fold(option);
}

/** Reads yes or no; an explanation may follow behind a mark. */
export function readBoolean(raw: unknown): Reading<boolean> {
  if (typeof raw === 'boolean') return read(raw);
  const answer = readChoice(raw, ['yes', 'no', 'true', 'false', 'y', 'n']);
  return answer.ok ? read(['yes', 'true', 'y'].includes(answer.value)) : unreadable('is neither yes nor no');
}
