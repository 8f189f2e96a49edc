import type { JobSummary, ReachedLimit } from '@o11y-bench/job-runner';

/** One line about the limit that stopped a job: which, what was used, how much is done, how to go on. Undefined where none did. */
export function limitLine({ limitReached, trials, planned }: JobSummary): string | undefined {
  if (!limitReached) return undefined;
  const done = `${trials.length} of ${planned} trials are done`;
  const { limit, max, spent, untold, before } = limitReached;
  const stopped = before ? 'Nothing was run' : 'Stopped';
  const option = `--max-job-${limit}`;
  if (untold) {
    return (
      `${stopped}: the job's limit of ${amount(limit, max)} cannot be kept, since a trial did not tell its ${limit}; ${done}. ` +
      `The same command without ${option} goes on with the rest (${limit === 'cost' ? '--max-job-tokens and ' : ''}--max-job-steps can still be kept).`
    );
  }
  return `${stopped}: the job's limit of ${amount(limit, max)} is reached (${amount(limit, spent)} used); ${done}. The same command with a higher ${option} goes on with the rest.`;
}

const amount = (limit: ReachedLimit['limit'], value: number): string => {
  if (limit !== 'cost') return `${value.toLocaleString('en')} ${limit}`;
  return `$${value < 0.01 ? value.toPrecision(2) : value.toFixed(Number.isInteger(value * 100) ? 2 : 4)}`;
};
