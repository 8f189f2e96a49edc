import {
  agentRuntimeVersion,
  checkModel,
  createLanguageModel,
  createO11yAgent,
  loadPriceList,
  parseModelName,
  type PriceList,
} from '@o11y-bench/agent-runtime';
import { BenchError, type CompiledTask, type LanguageModel, type ReasoningEffort } from '@o11y-bench/contracts';
import { readAnswer } from '@o11y-bench/grader';
import type { JobOptions } from '../commands/job-options.ts';
import { createDemoModel, DEMO_MODEL } from './demo-model.ts';
import { createJobName } from './job-name.ts';
import type { ResolvedAgent } from './resolved-agent.ts';

/** The loop `o11y` over a model: one model serves all trials, so that they share its rate limit. */
export async function resolveModelAgent(options: JobOptions): Promise<ResolvedAgent> {
  const { model } = options;
  if (model === undefined) {
    throw new BenchError(
      'wrong-usage',
      `the agent o11y runs a model: name one with --model provider/model, try --model ${DEMO_MODEL} without a key, or choose --agent oracle`,
    );
  }
  const { provider } = parseModelName(model);
  const prices = await loadPriceList();
  const effort = options.reasoningEffort as ReasoningEffort;
  const shared = model === DEMO_MODEL ? undefined : createLanguageModel(model, { env: process.env });
  return {
    lock: { name: 'o11y', version: agentRuntimeVersion, model, reasoning_effort: effort, isolation: 'built-in' },
    prices: `${prices.source} (${prices.date})`,
    jobName: (attempts) => createJobName({ agent: 'o11y', model, effort }, attempts),
    preflight: () => (shared ? preflight(model) : Promise.resolve()),
    create: async (task, bench) => createAgent(task, shared ?? (await createDemoModel(task, bench)), effort, prices, provider),
    close: () => Promise.resolve(),
  };
}

const createAgent = (task: CompiledTask, model: LanguageModel, reasoningEffort: ReasoningEffort, prices: PriceList, provider: string) =>
  createO11yAgent({
    model,
    reasoningEffort,
    priceOf: prices.priceOf(provider),
    hasAnswer: (text) => readAnswer(text, task.spec.answer).rung !== 'none',
  });

async function preflight(model: string): Promise<void> {
  const check = await checkModel(model, { env: process.env });
  if (!check.ok) throw new BenchError(check.problem === 'unknown-provider' ? 'wrong-usage' : 'refused', check.message);
  if (check.note) process.stderr.write(`${check.note}\n`);
}
