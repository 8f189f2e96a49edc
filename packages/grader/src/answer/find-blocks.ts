/** A fenced block of a message. `name` is the first word behind the opening fence, lower case. */
export interface FencedBlock {
  readonly name: string;
  readonly body: string;
  /** False where the message ends before the fence does. */
  readonly closed: boolean;
}

const opening = /^\s*(`{3,}|~{3,})\s*([\w-]*)/;

/** The fenced blocks of a message in Markdown, in order. */
export function findBlocks(text: string): readonly FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: { fence: string; name: string; lines: string[] } | undefined;
  const close = (closed: boolean): void => {
    if (open) blocks.push({ name: open.name, body: open.lines.join('\n'), closed });
    open = undefined;
  };
  for (const line of text.split('\n')) {
    if (!open) {
      const [, fence, name = ''] = opening.exec(line.slice(0, 300)) ?? [];
      if (fence !== undefined) open = { fence, name: name.toLowerCase(), lines: [] };
      continue;
    }
    const end = line.trimEnd();
    if (!end.endsWith(open.fence)) {
      open.lines.push(line);
      continue;
    }
    // Some models put the closing fence behind the last line instead of below it.
    const last = end.slice(0, -open.fence.length).replace(/[`~]+$/, '');
    if (last.trim() !== '') open.lines.push(last);
    close(true);
  }
  close(false);
  return blocks;
}
