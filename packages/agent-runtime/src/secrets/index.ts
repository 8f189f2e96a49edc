export { createRedactor, redactSecrets } from './create-redactor.ts';
export type { Env } from './find-secrets.ts';
