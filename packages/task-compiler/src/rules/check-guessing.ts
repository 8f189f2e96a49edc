import { toCheckTest, type AuthoredCheck } from '@o11y-bench/formats/task';
import type { Finding } from '../finding.ts';
import { guessLimit, guessProbability } from '../guess-probability.ts';
import { entryNamed, type TaskDraft } from '../task-draft.ts';

/** A scored field that can be guessed leans on something that cannot. */
export function checkGuessing(draft: TaskDraft): Finding[] {
  return draft.checks.flatMap(({ name, path, value }) => {
    if (!value?.weight || value.claim === undefined) return [];
    const chance = guessChance(draft, value);
    if (chance === undefined || chance < guessLimit || restsOnSolidGround(draft, name)) return [];
    return [
      {
        path,
        message: `\`${value.claim}\` can be guessed (about 1 in ${Math.round(1 / chance)}) and has weight ${value.weight}: add \`needs\` with a check on a number, text or trace, or on evidence`,
      },
    ];
  });
}

function guessChance(draft: TaskDraft, check: AuthoredCheck): number | undefined {
  const field = check.claim === undefined ? undefined : entryNamed(draft.fields, check.claim)?.value;
  if (!field) return undefined;
  const test = toCheckTest(check);
  return guessProbability(
    { type: field.type, ...(field.options ? { options: field.options } : {}) },
    test.kind === 'claim' ? test : undefined,
  );
}

/** Whether a check's `needs` lead to evidence or to a claim that cannot be guessed. */
function restsOnSolidGround(draft: TaskDraft, name: string, seen = new Set<string>()): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  const needs = entryNamed(draft.checks, name)?.value?.needs ?? [];
  return needs.some((need) => {
    const check = entryNamed(draft.checks, need)?.value;
    // A name that does not exist is reported as such: no second complaint about it.
    if (!check || check.evidence) return true;
    const chance = guessChance(draft, check);
    return (chance !== undefined && chance < guessLimit) || restsOnSolidGround(draft, need, seen);
  });
}
