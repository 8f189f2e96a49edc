import { z } from 'zod';

const timing = z.looseObject({ started_at: z.string().nullish(), finished_at: z.string().nullish() }).nullish();

/** What we read of anybody's trial `result.json`: lenient, since Harbor and other harnesses write more. */
export const trialResultSchema = z.looseObject({
  id: z.string().nullish(),
  task_name: z.string(),
  trial_name: z.string(),
  task_checksum: z.string().nullish(),
  task_id: z.looseObject({ path: z.string().nullish(), name: z.string().nullish() }).nullish(),
  config: z.looseObject({}).nullish(),
  agent_info: z.looseObject({
    name: z.string(),
    version: z.string(),
    model_info: z.looseObject({ name: z.string(), provider: z.string().nullish() }).nullish(),
  }),
  agent_result: z
    .looseObject({
      n_input_tokens: z.number().nullish(),
      n_cache_tokens: z.number().nullish(),
      n_output_tokens: z.number().nullish(),
      cost_usd: z.number().nullish(),
      metadata: z.record(z.string(), z.unknown()).nullish(),
    })
    .nullish(),
  verifier_result: z.looseObject({ rewards: z.record(z.string(), z.number()).nullish() }).nullish(),
  exception_info: z.looseObject({ exception_type: z.string(), exception_message: z.string() }).nullish(),
  started_at: z.string().nullish(),
  finished_at: z.string().nullish(),
  environment_setup: timing,
  agent_execution: timing,
  verifier: timing,
});

/** A trial's result as read. */
export type ReadTrialResult = z.infer<typeof trialResultSchema>;
