import type { Finding } from '../finding.ts';
import { didYouMean } from '../suggest-nearest.ts';
import { namesOf, rightAttempts, type TaskDraft } from '../task-draft.ts';
import { type Text, walkTexts } from '../walk-texts.ts';

/** `facts.shares`, also where the name stands in backticks. */
const reference = /\bfacts\.(?:`([^`]+)`|([A-Za-z_]\w*))/g;

/** Every `facts.<name>` of an expression or template is a fact of the task. */
export function checkFactReferences(draft: TaskDraft): Finding[] {
  const known = namesOf(draft.facts);
  return findExpressions(draft).flatMap(({ path, text }) =>
    [...text.matchAll(reference)].flatMap((match) => {
      const name = match[1] ?? match[2] ?? '';
      if (known.includes(name)) return [];
      const before = text.slice(0, match.index).split('\n');
      const position = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
      const message = `there is no fact "${name}"${didYouMean(name, known)}; known: ${known.join(', ') || 'none'}`;
      return [{ path, message, inside: { text, position } }];
    }),
  );
}

function findExpressions(draft: TaskDraft): Text[] {
  return [
    ...draft.checks.flatMap(({ path, value }) => walkTexts(value?.expected, [...path, 'expected'])),
    ...draft.facts.flatMap(({ path, value }) => walkTexts(value?.expr, [...path, 'expr'])),
    ...[...rightAttempts(draft), ...draft.mutants].flatMap(({ path, value }) => [
      ...walkTexts(value?.steps, [...path, 'steps']),
      ...walkTexts(value?.answer, [...path, 'answer']),
    ]),
  ];
}
