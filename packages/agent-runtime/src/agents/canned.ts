import type { Agent } from '@o11y-bench/contracts';
import { agentRuntimeVersion } from '../version.ts';

/**
 * The text of {@link createCannedAgent}: each name and number that somebody could know from the reference world without looking.
 * It reads nothing, so no task may give it points.
 */
export const cannedMessage = `The services are webapp, api-gateway, user-service, order-service and payment-service. Everything points to the rollout of \
v2.5.0 (before it v2.4.1) of payment-service and order-service about three hours ago, and to the one of user-service about nine hours ago. \
payment-service failed the largest share of its requests (0.070225, order-service 0.033394, user-service 0.028169), its retry queue peaked at 101 and \
that of order-service at 24 (a share of 0.2376), the cache refresh lag of user-service peaked at 530 s, and the 95th percentile of its latency was 10 s. \
There are 5 jobs, all up, and 68 warnings. Data sources: prometheus, loki, tempo. The slow operation was POST /api/orders. No, the two are not related; \
yes, it has recovered.

\`\`\`answer
summary: payment-service failed after the rollout of v2.5.0 and order-service suffered with it; all is well again
service: payment-service
services: [payment-service, order-service, user-service]
version: v2.5.0
verdict: yes
count: 5
value: 101
root_cause: { service: payment-service, operation: POST /api/payments, mechanism: retry-backlog }
affected: [order-service]
not_involved: [user-service]
trigger: { kind: deployment, service: payment-service, version: v2.5.0 }
figures: [101, 24, 530, 0.070225, 5]
\`\`\``;

/** The agent `canned`: one fixed text for all tasks, full of plausible names and numbers. A task that gives it points is a bad task. */
export function createCannedAgent(): Agent {
  return {
    name: 'canned',
    version: agentRuntimeVersion,
    run({ trajectory, instruction }) {
      trajectory.record({ source: 'user', message: instruction });
      trajectory.record({ source: 'agent', message: cannedMessage, llm_call_count: 0 });
      return Promise.resolve({ finalMessage: cannedMessage, end: 'answered' });
    },
  };
}
