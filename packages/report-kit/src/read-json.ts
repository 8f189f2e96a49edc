import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** The JSON of a file when it fits; otherwise undefined, and a problem when the file is there but unusable. */
export function readJson<T>(path: string, schema: z.ZodType<T>, problems: string[]): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    problems.push(`${path.split('/').slice(-2).join('/')}: ${(error as Error).message.split('\n')[0]}`);
    return undefined;
  }
}
