import type { z } from 'zod';

/** A request's JSON body in the form that a schema describes, or `undefined` when it is something else. */
export async function readBody<Output>(request: Request, schema: z.ZodType<Output>): Promise<Output | undefined> {
  let value: unknown;
  try {
    value = await request.json();
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
