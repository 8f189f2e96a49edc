import {
  agentRuntimeVersion,
  checkModel,
  createLanguageModel,
  createO11yAgent,
  hasKnownCost,
  loadPriceList,
  parseModelName,
  type PriceList,
} from '@o11y-bench/agent-runtime';
import { BenchError, type CompiledTask, type LanguageModel, type ReasoningEffort } from '@o11y-bench/contracts';
import { readAnswer } from '@o11y-bench/grader';
import type { JobOptions } from '../commands/job-options.ts';
import { createDemoModel, DEMO_MODEL } from './demo-model.ts';
import { costOption } from './job-limits.ts';
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
  if (provider === 'sim' && model !== DEMO_MODEL) {
    throw new BenchError('wrong-usage', `there is no simulation ${model}: there is ${DEMO_MODEL}`);
  }
  const prices = await loadPriceList();
  const effort = options.reasoningEffort as ReasoningEffort;
  const shared = model === DEMO_MODEL ? undefined : createLanguageModel(model, { env: process.env });
  return {
    lock: { name: 'o11y', version: agentRuntimeVersion, model, reasoning_effort: effort, isolation: 'built-in' },
    prices: `${prices.source} (${prices.date})`,
    jobName: (attempts) => createJobName({ agent: 'o11y', model, effort }, attempts),
    async preflight() {
      if (shared) await checkBeforehand(model);
      refuseUnknownCost(model, options, prices);
    },
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

/** A limit that nobody could keep must not look as if it were kept. */
function refuseUnknownCost(model: string, options: JobOptions, prices: PriceList): void {
  const option = costOption(options);
  if (option === undefined || hasKnownCost(model, prices)) return;
  const other = option === '--max-cost' ? '--max-tokens' : '--max-job-tokens (or --max-tokens per trial)';
  throw new BenchError('refused', `${option} cannot be kept: the price of ${model} is not known (${prices.source}); use ${other} instead`);
}

async function checkBeforehand(model: string): Promise<void> {
  const check = await checkModel(model, { env: process.env });
  if (!check.ok) throw new BenchError(check.problem === 'unknown-provider' ? 'wrong-usage' : 'refused', check.message);
  if (check.note) process.stderr.write(`${check.note}\n`);
}
