import { describe, expect, it } from 'vitest';
import { findTrajectoryProblems } from '@o11y-bench/formats/atif';
import { createTestContext } from '../testing/index.ts';
import { agentRuntimeVersion } from '../version.ts';
import { createCannedAgent } from './canned.ts';
import { createNopAgent } from './nop.ts';
import manifest from '../../package.json' with { type: 'json' };

describe('agents that look at nothing', () => {
  it('nop answers nothing', async () => {
    const context = createTestContext();
    expect(await createNopAgent().run(context)).toEqual({ finalMessage: '', end: 'answered' });
    expect(findTrajectoryProblems(context.trajectory.document())).toEqual([]);
  });

  it('canned says the same to each task and names what is famous', async () => {
    const messages = await Promise.all(
      ['How many jobs?', 'Which service?'].map(
        async (instruction) => (await createCannedAgent().run(createTestContext({ instruction }))).finalMessage,
      ),
    );
    expect(messages[0]).toBe(messages[1]);
    for (const famous of [
      'webapp',
      'api-gateway',
      'user-service',
      'order-service',
      'payment-service',
      '101',
      '24',
      '530',
      '0.070225',
      'v2.5.0',
    ]) {
      expect(messages[0]).toContain(famous);
    }
  });

  it('built-in agents carry the version of the package', () => {
    expect(agentRuntimeVersion).toBe(manifest.version);
  });
});
