/**
 * Who must act on an error:
 * `wrong-usage` and `refused` the operator (flags; keys, incompatible jobs), `invalid-task` the task's author, `invalid-file` whoever wrote
 * the file, `not-found` the operator, `environment-failed` the operator of the stack, `provider-failed` the model's provider,
 * `agent-failed` the agent's author, `aborted` nobody, `internal` us.
 */
export type BenchErrorCode =
  | 'wrong-usage'
  | 'refused'
  | 'invalid-task'
  | 'invalid-file'
  | 'not-found'
  | 'environment-failed'
  | 'provider-failed'
  | 'agent-failed'
  | 'aborted'
  | 'internal';

/** The one error class of the project. `message` says what, where and what to do; `facts` holds the same as fields. */
export class BenchError extends Error {
  readonly code: BenchErrorCode;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: BenchErrorCode, message: string, options: { cause?: unknown; facts?: Readonly<Record<string, unknown>> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'BenchError';
    this.code = code;
    this.facts = options.facts ?? {};
  }
}

/** True for a {@link BenchError}, also one that another copy of this package made. */
export const isBenchError = (error: unknown): error is BenchError =>
  error instanceof Error && error.name === 'BenchError' && 'code' in error;
