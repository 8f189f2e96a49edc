import type { HarborTrialResult } from '@o11y-bench/formats/harbor';
import type { TrialSummary } from './job-event.ts';
import type { JobStore } from './job-store.ts';

/** The records of trials that were found complete before. */
export const readTrialResults = (store: JobStore, jobName: string, trials: readonly TrialSummary[]): HarborTrialResult[] =>
  trials.map(({ trialName }) => JSON.parse(store.read(jobName, `${trialName}/result.json`) ?? '{}') as HarborTrialResult);
