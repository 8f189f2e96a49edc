import { collectFields } from './collect-fields.ts';
import { type AnswerForm, createFieldFinder } from './form-keys.ts';
import { isNestedTooDeeply } from './is-nested-too-deeply.ts';
import { maxBlock } from './limits.ts';
import type { MappingReading } from './mapping-reading.ts';

/** Reads a JSON object; of the one below `answer` where that is all there is. */
export function readJson(text: string, form: AnswerForm): MappingReading {
  if (text.length > maxBlock || isNestedTooDeeply(text)) return { ok: false, problem: 'it is too large' };
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, problem: 'it is no JSON object' };
  const { answer, ...others } = value as Record<string, unknown>;
  const isWrapped = typeof answer === 'object' && answer !== null && Object.keys(others).length === 0;
  const inner = isWrapped && createFieldFinder(form)('answer') === undefined ? answer : value;
  return collectFields(Object.entries(inner), form);
}

/** A key `__proto__` is left out: no later copy can trip over it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value)) as unknown;
  } catch {
    return undefined;
  }
}
