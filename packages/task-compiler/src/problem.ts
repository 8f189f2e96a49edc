/** A place in a file: both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A mistake in a task file: `message` names it and the fix; `excerpt` is the line of the query with a caret under the spot. */
export interface Problem extends Position {
  /** The file, relative to the tasks folder. */
  readonly file: string;
  readonly message: string;
  readonly excerpt?: string;
}

/** A problem as one writes it for a person: `file:line:column message`, then the excerpt, indented. */
export function formatProblem({ file, line, column, message, excerpt }: Problem): string {
  const head = `${file}:${line}:${column} ${message}`;
  return excerpt === undefined ? head : `${head}\n${excerpt.replaceAll(/^/gm, '    ')}`;
}

/** The line of a text that holds a position, and a caret below the spot. */
export function excerptAt(text: string, { line, column }: Position): string {
  const source = (text.split('\n')[line - 1] ?? '').replaceAll('\t', ' ');
  const indent = source.length - source.trimStart().length;
  return `${source.trim()}\n${' '.repeat(Math.max(0, column - 1 - indent))}^`;
}
