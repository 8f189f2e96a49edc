import type { Agent } from '@o11y-bench/contracts';
import { agentRuntimeVersion } from '../version.ts';

/** The agent `nop`: does nothing and answers nothing. A task that gives it points is a bad task. */
export function createNopAgent(): Agent {
  return {
    name: 'nop',
    version: agentRuntimeVersion,
    run({ trajectory, instruction }) {
      trajectory.record({ source: 'user', message: instruction });
      trajectory.record({ source: 'agent', message: '', llm_call_count: 0 });
      return Promise.resolve({ finalMessage: '', end: 'answered' });
    },
  };
}
