/**
 * A job's name: `provider-model-effort[-agent]-k<attempts>` with `/` and `.` as `-`; the default agent adds nothing; an agent without a model
 * stands for itself.
 */
export function createJobName(parts: { agent: string; importPath?: string; model?: string; effort: string }, attempts: number): string {
  const agent = parts.importPath ? slug(parts.importPath) : parts.agent;
  const names = parts.model ? [parts.model.replace(/[/.:]/g, '-'), parts.effort, ...(agent === 'o11y' ? [] : [agent])] : [agent];
  return [...names, `k${attempts}`].join('-').replace(/[^A-Za-z0-9_-]/g, '-');
}

const slug = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
