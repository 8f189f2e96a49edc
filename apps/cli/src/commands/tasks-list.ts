import { compileBenchTasks } from '../wiring/compile-bench-tasks.ts';
import { selectTasks } from '../wiring/select-tasks.ts';
import { renderTable } from '../output/render-table.ts';

/** `bench tasks list`. */
export async function runTasksListCommand(options: { category?: readonly string[]; json?: boolean }): Promise<void> {
  const tasks = selectTasks(await compileBenchTasks(undefined), [], options.category);
  if (options.json) {
    const list = tasks.map(({ spec, digest, source }) => {
      const { id, version, title, category, difficulty, tags } = spec;
      return { id, version, title, category, difficulty, tags, digest, source };
    });
    return console.log(JSON.stringify(list, null, 2));
  }
  const rows = tasks.map(({ spec }) => [spec.id, spec.category, spec.difficulty, spec.title]);
  console.log(renderTable([{ head: 'Task' }, { head: 'Category' }, { head: 'Difficulty' }, { head: 'Title' }], rows));
  console.log(`\n${tasks.length} tasks. What an agent reads of one:  bench tasks show ${tasks[0]?.spec.id ?? '<id>'}`);
}
