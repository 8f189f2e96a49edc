/** What a tool could not do, in the words its caller reads: it becomes a result with `isError`. */
export class ToolFailure extends Error {}

/** Runs a step whose failures get a prefix, as Go wraps errors. */
export async function wrapFailure<T>(prefix: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof ToolFailure) throw new ToolFailure(`${prefix}: ${error.message}`);
    throw error;
  }
}
