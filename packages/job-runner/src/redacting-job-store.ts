import type { JobStore } from './job-store.ts';

/** A store in which no text is written that `redact` has not seen. What is read and moved stays as it is. */
export const createRedactingJobStore = (store: JobStore, redact: (text: string) => string): JobStore => ({
  ...store,
  write: (jobName, path, text) => store.write(jobName, path, redact(text)),
  append: (jobName, path, text) => store.append(jobName, path, redact(text)),
});
