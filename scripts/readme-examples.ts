/** A program in a README, and what the README says that it prints. */
export interface ReadmeExample {
  readonly code: string;
  readonly prints: string | undefined;
}

/**
 * The programs of a README: its blocks marked `ts`. A block marked `text` behind one holds its output. Pieces that are no program of their own
 * are marked with a further word (`ts fragment`).
 */
export function readmeExamples(readme: string): readonly ReadmeExample[] {
  const examples: { code: string; prints: string | undefined }[] = [];
  for (const [, language, body = ''] of readme.matchAll(/^```(\S.*)?\n([\s\S]*?)^```$/gm)) {
    const last = examples.at(-1);
    if (language === 'ts') examples.push({ code: body, prints: undefined });
    else if (language === 'text' && last !== undefined && last.prints === undefined) last.prints = body;
  }
  return examples;
}
