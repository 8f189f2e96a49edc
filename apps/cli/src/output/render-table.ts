import { stripVTControlCharacters } from 'node:util';

/** A column: its head, and whether it is aligned to the right. */
export interface Column {
  readonly head: string;
  readonly right?: boolean;
}

/** A plain table: two spaces between columns, a rule under the head. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, i) => Math.max(width(column.head), ...rows.map((row) => width(row[i] ?? ''))));
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, i) => pad(cells[i] ?? '', widths[i] ?? 0, column.right ?? false))
      .join('  ')
      .trimEnd();
  return [line(columns.map((column) => column.head)), widths.map((size) => '─'.repeat(size)).join('  '), ...rows.map(line)].join('\n');
}

const width = (text: string): number => stripVTControlCharacters(text).length;

const pad = (text: string, size: number, right: boolean): string => {
  const fill = ' '.repeat(Math.max(0, size - width(text)));
  return right ? fill + text : text + fill;
};
