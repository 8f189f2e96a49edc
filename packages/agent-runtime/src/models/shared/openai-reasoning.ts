import type { ReasoningEffort } from '@o11y-bench/contracts';
import { nearestEffort } from './model-family.ts';

type Level = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';

/** What an OpenAI model takes: its efforts (none for a model that does not reason), and whether it takes a temperature without reasoning. */
interface Family {
  readonly matches: RegExp;
  readonly levels: readonly Level[];
}

/** The first that matches the model's name. Dated names and fine-tunes match with their base. */
const families: readonly Family[] = [
  { matches: /chat-latest|search-preview|^chatgpt/, levels: [] },
  { matches: /^o1-(mini|preview)/, levels: [] },
  { matches: /^o\d.*deep-research/, levels: ['medium'] },
  { matches: /^o\d/, levels: ['low', 'medium', 'high'] },
  { matches: /^gpt-5(-\d{4}|$|-mini|-nano)/, levels: ['minimal', 'low', 'medium', 'high'] },
  { matches: /^gpt-5-pro/, levels: ['high'] },
  { matches: /^gpt-5\.\d+-pro/, levels: ['medium', 'high', 'xhigh'] },
  { matches: /^gpt-5(\.1)?-codex(-mini)?(-\d{4}|$)/, levels: ['low', 'medium', 'high'] },
  { matches: /^gpt-5\.\d+-codex/, levels: ['low', 'medium', 'high', 'xhigh'] },
  { matches: /^gpt-5\.1/, levels: ['none', 'low', 'medium', 'high'] },
  { matches: /^gpt-([6-9]|5\.\d)/, levels: ['none', 'low', 'medium', 'high', 'xhigh'] },
  { matches: /^gpt-oss/, levels: ['low', 'medium', 'high'] },
];

/** The settings of an OpenAI model for an effort: the effort in the provider's words, and temperature 0 where nothing is reasoned. */
export function openAIReasoning(asked: ReasoningEffort, name: string): { readonly effort?: Level; readonly temperature?: 0 } {
  const base = name.replace(/^ft:/, '').replace(/^.*\//, '');
  const levels = families.find(({ matches }) => matches.test(base))?.levels ?? [];
  if (levels.length === 0) return asked === 'off' && !/^o\d/.test(base) ? { temperature: 0 } : {};
  if (asked === 'off' && levels.includes('none')) return { effort: 'none', temperature: 0 };
  const level = nearestEffort(
    asked,
    levels.filter((one) => one !== 'none'),
  );
  return level === undefined ? {} : { effort: level };
}
