import type { Handler } from '@o11y-bench/lgtm-server';

/** A `fetch` that asks a handler and never leaves the process. */
export const inProcessFetch =
  (handle: Handler): typeof fetch =>
  (input, init) =>
    handle(new Request(input, init));
