import { BenchError } from '@o11y-bench/contracts';
import { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { textLimits } from '../stored-text/text-limits.ts';
import type { ChildMessage } from './messages.ts';

const name = z.string().min(1).max(textLimits.name);

/** Steps, tool definitions and results are looked at by those who take them. */
const schemas: Readonly<Record<ChildMessage['type'], z.ZodType>> = {
  loaded: z.object({ type: z.literal('loaded'), name, version: name, model: name.optional() }),
  call: z.object({
    type: z.literal('call'),
    id: z.number(),
    method: z.enum(['listTools', 'urls', 'callTool']),
    name: z.string().default(''),
    args: z.record(z.string(), z.unknown()).default({}),
  }),
  setTools: z.object({ type: z.literal('setTools'), tools: z.unknown() }),
  record: z.object({ type: z.literal('record'), step: z.unknown() }),
  done: z.object({ type: z.literal('done'), result: z.unknown() }),
  failed: z.object({ type: z.literal('failed'), message: z.string(), stack: z.string().optional() }),
};

const anyMessage = z.object({ type: z.enum(Object.keys(schemas) as ChildMessage['type'][]) });

/** A message of the agent's process as what it says that it is; `agent-failed` for anything else. */
export function parseChildMessage(message: unknown): ChildMessage {
  const named = anyMessage.safeParse(message);
  const parsed = named.success ? schemas[named.data.type].safeParse(message) : named;
  if (parsed.success) return parsed.data as ChildMessage;
  throw new BenchError('agent-failed', `the agent's process said what is not understood: ${describeIssues(parsed.error)}`);
}
