import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError, type Grade } from '@o11y-bench/contracts';
import { gradingDetailsSchema } from '@o11y-bench/formats/job';
import { explainGrade } from '@o11y-bench/grader';
import { printable } from '../output/terminal.ts';
import { findTrial } from '../wiring/find-trial.ts';

/** `bench why`: every item of a trial's grade in words. */
export function runWhyCommand(trial: string, options: { jobsDir: string; json?: boolean }): void {
  const folder = findTrial(trial, options.jobsDir);
  const text = readIfThere(join(folder, 'verifier/grading_details.json'));
  if (text === undefined)
    throw new BenchError(
      'not-found',
      `${trial}: has no grade (${readIfThere(join(folder, 'trial.log'))?.trim() ?? 'the trial did not finish'})`,
    );
  if (options.json) return console.log(text.trim());
  const details = parseDetails(text, trial);
  console.log(`${details.task}\n${printable(explainGrade(details as unknown as Grade))}`);
  console.log(`\nRepeat a query:  bench query promql '<query>'\nThe conversation: ${join(folder, 'agent/trajectory.json')}`);
}

function parseDetails(text: string, trial: string): ReturnType<typeof gradingDetailsSchema.parse> {
  try {
    return gradingDetailsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new BenchError('invalid-file', `${trial}: verifier/grading_details.json cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
