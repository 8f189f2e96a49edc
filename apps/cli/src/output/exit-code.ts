import type { BenchError, BenchErrorCode } from '@o11y-bench/contracts';

/** The exit codes of every command, beside 0 (done) and 1 (below a threshold that was asked for). */
const EXIT_CODES: Readonly<Record<BenchErrorCode, number>> = {
  'wrong-usage': 2,
  'invalid-task': 2,
  'invalid-file': 2,
  'not-found': 2,
  refused: 3,
  'environment-failed': 3,
  'provider-failed': 3,
  'agent-failed': 4,
  aborted: 130,
  internal: 70,
};

/** The exit code for an error that ends a command. */
export const exitCodeOf = (error: BenchError): number => EXIT_CODES[error.code] ?? 70;
