import type { AnswerField } from '@o11y-bench/contracts';

/** The answer form of a task: fields by name. */
export type AnswerForm = Readonly<Record<string, AnswerField>>;

/** Finds the field that a written key means: case, emphasis and quotes do not count, spaces and hyphens are underscores. */
export function createFieldFinder(form: AnswerForm): (key: string) => string | undefined {
  const fields = new Map(Object.keys(form).map((name) => [fold(name), name]));
  return (key) => (key.length > 200 ? undefined : fields.get(fold(key)));
}

const fold = (key: string): string =>
  key
    .trim()
    .replace(/^[*_`"']+|[*_`"']+$/g, '')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
