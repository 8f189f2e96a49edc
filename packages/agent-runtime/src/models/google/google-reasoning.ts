import type { GenerateContentConfig, ThinkingLevel } from '@google/genai';
import type { ReasoningEffort } from '@o11y-bench/contracts';
import { nearestEffort } from '../shared/model-family.ts';

type Level = 'minimal' | 'low' | 'medium' | 'high';

interface Family {
  readonly matches: RegExp;
  /** Tokens of thought by effort; 0 turns it off. */
  readonly budgets?: Readonly<Record<ReasoningEffort, number>>;
  readonly levels?: readonly Level[];
}

const budgets = { minimal: 512, low: 2048, medium: 8192, high: 16_384, xhigh: 24_576 };

/** The first that matches the model's name. Gemini 3 and later cannot be kept from thinking; the lowest level is the nearest. */
const families: readonly Family[] = [
  { matches: /^(gemini-(1|2\.0)|gemma|learnlm)/ },
  { matches: /^gemini-2\.5-pro/, budgets: { ...budgets, off: 128, xhigh: 32_768 } },
  { matches: /^gemini-2\.5/, budgets: { ...budgets, off: 0 } },
  { matches: /^gemini-3-pro/, levels: ['low', 'high'] },
  { matches: /^gemini-.*pro/, levels: ['low', 'medium', 'high'] },
  { matches: /^gemini-/, levels: ['minimal', 'low', 'medium', 'high'] },
];

/** The settings of a Gemini model for an effort: a budget or a level of thought, temperature 0 where it does not think. */
export function googleReasoning(effort: ReasoningEffort, name: string): Pick<GenerateContentConfig, 'thinkingConfig' | 'temperature'> {
  const family = families.find(({ matches }) => matches.test(name));
  if (family?.budgets) {
    const thinkingBudget = family.budgets[effort];
    return thinkingBudget === 0
      ? { thinkingConfig: { thinkingBudget }, temperature: 0 }
      : { thinkingConfig: { thinkingBudget, includeThoughts: true } };
  }
  const level = family?.levels && nearestEffort(effort, family.levels);
  if (level !== undefined) return { thinkingConfig: { thinkingLevel: level.toUpperCase() as ThinkingLevel, includeThoughts: true } };
  return effort === 'off' ? { temperature: 0 } : {};
}
