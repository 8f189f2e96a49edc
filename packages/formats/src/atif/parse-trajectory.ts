import { BenchError } from '@o11y-bench/contracts';
import { describeZodError } from '../describe-zod-error.ts';
import { findTrajectoryProblems } from './find-trajectory-problems.ts';
import { trajectorySchema, type AtifTrajectory } from './trajectory-schema.ts';

/** The trajectory in a JSON text. `where` names the file in errors (`invalid-file`). */
export function parseTrajectory(text: string, where: string): AtifTrajectory {
  const parsed = trajectorySchema.safeParse(parseJson(text, where));
  if (!parsed.success) throw invalid(where, describeZodError(parsed.error));
  const problems = findTrajectoryProblems(parsed.data);
  if (problems.length > 0) throw invalid(where, problems);
  return parsed.data;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BenchError('invalid-file', `${where}: not JSON: ${(cause as Error).message}`, { cause });
  }
}

const invalid = (where: string, problems: readonly string[]): BenchError =>
  new BenchError('invalid-file', `${where}: not an ATIF trajectory:\n  ${problems.join('\n  ')}`, { facts: { problems } });
