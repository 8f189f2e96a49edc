import type { ToolResultMessage } from '@o11y-bench/contracts';

/** A result for APIs that have no field for failures: the text itself says that the call failed. */
export const tellFailure = ({ text, isError }: Pick<ToolResultMessage, 'text' | 'isError'>): string =>
  isError && !/^\W*error/i.test(text) ? `Error: ${text}` : text;
