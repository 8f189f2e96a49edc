export * from './file-job-store.ts';
export * from './job-event.ts';
export * from './job-ports.ts';
export * from './job-request.ts';
export * from './job-store.ts';
export * from './plan-job.ts';
export * from './run-job.ts';
