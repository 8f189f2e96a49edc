import type { AgentContext } from '@o11y-bench/contracts';
import { createTrajectoryRecorder, type DocumentedRecorder } from '../trajectory/create-trajectory-recorder.ts';
import { createScriptedTools } from './scripted-tools.ts';

/** A context to run an agent in without an environment: no tools, generous limits, a recorder whose document can be read. */
export function createTestContext(overrides: Partial<AgentContext> = {}): AgentContext & { readonly trajectory: DocumentedRecorder } {
  const trajectory = createTrajectoryRecorder({
    sessionId: 'test',
    agent: { name: 'test', version: '0' },
    clock: { now: () => Date.now() },
  });
  return {
    instruction: 'How many are there?',
    now: Date.UTC(2026, 3, 15, 19),
    tools: createScriptedTools({}),
    urls: () => Promise.reject(new Error('this context has no URLs')),
    limits: { maxSteps: 50, workingMs: 60_000 },
    signal: new AbortController().signal,
    ...overrides,
    trajectory,
  };
}
