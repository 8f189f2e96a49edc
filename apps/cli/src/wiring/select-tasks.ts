import { BenchError, type CompiledTask } from '@o11y-bench/contracts';
import { suggestNearest } from '@o11y-bench/task-compiler';

/** The tasks that names (with `*` and `?`) and categories choose; all of them when neither is given. An unknown name is refused with the nearest. */
export function selectTasks(
  tasks: readonly CompiledTask[],
  names: readonly string[] = [],
  categories: readonly string[] = [],
): CompiledTask[] {
  const known = [...new Set(tasks.map((task) => task.spec.category))];
  for (const category of categories) if (!known.includes(category as never)) throw unknown('category', category, known);
  const inCategory = tasks.filter((task) => categories.length === 0 || categories.includes(task.spec.category));
  if (names.length === 0) return inCategory;
  const matchers = names.map((name) => ({ name, pattern: toPattern(name) }));
  for (const { name, pattern } of matchers) {
    if (!inCategory.some((task) => pattern.test(task.spec.id)))
      throw unknown(
        'task',
        name,
        inCategory.map((task) => task.spec.id),
      );
  }
  return inCategory.filter((task) => matchers.some(({ pattern }) => pattern.test(task.spec.id)));
}

const toPattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
  );

function unknown(kind: string, name: string, known: readonly string[]): BenchError {
  const nearest = suggestNearest(name, known);
  return new BenchError(
    'not-found',
    `no ${kind} is named ${name}${nearest ? `; did you mean ${nearest}?` : ''} (bench tasks list shows them all)`,
    {
      facts: { name, nearest },
    },
  );
}
