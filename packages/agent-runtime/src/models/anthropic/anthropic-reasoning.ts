import type Anthropic from '@anthropic-ai/sdk';
import type { ReasoningEffort } from '@o11y-bench/contracts';

/** How a family of Claude models thinks. */
type Thinking =
  /** Not at all. */
  | 'none'
  /** Within a budget of tokens. */
  | 'budget'
  /** As much as the effort asks for. */
  | 'adaptive'
  /** The same, takes `xhigh`, shows a summary only on demand, and takes no temperature. */
  | 'adaptive-summarized';

interface Family {
  readonly matches: RegExp;
  readonly thinking: Thinking;
  /** Tokens that one answer may have. */
  readonly maxTokens: number;
  /** Thinks between tool calls only with this beta. */
  readonly beta?: string;
}

const interleaved = 'interleaved-thinking-2025-05-14';

/** The first that matches the model's name. */
const families: readonly Family[] = [
  { matches: /claude-(2|instant)/, thinking: 'none', maxTokens: 4096 },
  { matches: /claude-3-(opus|sonnet|haiku)/, thinking: 'none', maxTokens: 4096 },
  { matches: /claude-3-5/, thinking: 'none', maxTokens: 8192 },
  { matches: /claude-3-7/, thinking: 'budget', maxTokens: 64_000 },
  { matches: /opus-4(-[01])?(-\d{8}|$)/, thinking: 'budget', maxTokens: 32_000, beta: interleaved },
  { matches: /(sonnet|haiku|opus)-4(-[0-5])?(-\d{8}|$)/, thinking: 'budget', maxTokens: 64_000, beta: interleaved },
  { matches: /(sonnet|opus|haiku)-4-6/, thinking: 'adaptive', maxTokens: 64_000 },
];

const newest: Omit<Family, 'matches'> = { thinking: 'adaptive-summarized', maxTokens: 64_000 };

const budgets: Readonly<Record<Exclude<ReasoningEffort, 'off'>, number>> = {
  minimal: 1024,
  low: 4096,
  medium: 10_000,
  high: 20_000,
  xhigh: 28_000,
};

/** The settings of a Claude model for an effort. */
export interface AnthropicReasoning {
  readonly maxTokens: number;
  readonly betas: readonly string[];
  readonly settings: {
    readonly thinking?: Anthropic.ThinkingConfigParam;
    readonly output_config?: Anthropic.OutputConfig;
    /** Taken by models up to 4.6; the SDK's types no longer know it. */
    readonly temperature?: 0;
  };
}

/** Maps an effort to what the model's family takes: a budget, an effort of its own, or nothing. Temperature 0 where it does not think. */
export function anthropicReasoning(effort: ReasoningEffort, name: string): AnthropicReasoning {
  const { thinking, maxTokens, beta }: Omit<Family, 'matches'> = families.find(({ matches }) => matches.test(name)) ?? newest;
  if (effort === 'off')
    return { maxTokens, betas: [], settings: thinking === 'adaptive-summarized' ? { thinking: { type: 'disabled' } } : { temperature: 0 } };
  if (thinking === 'none') return { maxTokens, betas: [], settings: {} };
  if (thinking === 'budget') {
    return { maxTokens, betas: beta ? [beta] : [], settings: { thinking: { type: 'enabled', budget_tokens: budgets[effort] } } };
  }
  const level = effort === 'minimal' ? 'low' : effort;
  if (thinking === 'adaptive') {
    return {
      maxTokens,
      betas: [],
      settings: { thinking: { type: 'adaptive' }, output_config: { effort: level === 'xhigh' ? 'max' : level } },
    };
  }
  return { maxTokens, betas: [], settings: { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: level } } };
}
