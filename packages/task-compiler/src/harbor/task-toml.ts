import type { CompiledTask } from '@o11y-bench/contracts';
import { stringify } from 'smol-toml';
import { answerFile, mcpUrl } from './harbor-options.ts';

/** Marks a task directory as ours to replace or remove. */
export const generatedBy = 'o11y-bench task-compiler';

/** `task.toml` as Harbor reads it. */
export function renderTaskToml({ spec, digest }: CompiledTask): string {
  return `${stringify({
    schema_version: '1.4',
    artifacts: [answerFile],
    task: {
      name: `o11y-bench/${spec.id}`,
      version: `${spec.version}.0.0`,
      description: spec.title,
      keywords: [...spec.tags],
      authors: [{ name: 'o11y-bench' }],
    },
    metadata: { category: spec.category, difficulty: spec.difficulty, tags: [...spec.tags], digest, generated_by: generatedBy },
    verifier: { timeout_sec: 300.0 },
    agent: { timeout_sec: 600.0 },
    environment: {
      build_timeout_sec: 600.0,
      cpus: 1,
      memory_mb: 2048,
      storage_mb: 10240,
      mcp_servers: [{ name: 'mcp-grafana', transport: 'streamable-http', url: mcpUrl }],
    },
  })}\n`;
}
