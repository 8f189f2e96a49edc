import { describe, expect, it } from 'vitest';
import { createO11yAgent } from '../o11y-agent/create-o11y-agent.ts';
import { scriptFromTrajectory } from '../simulation/script-from-trajectory.ts';
import { createScriptedModel, createScriptedTools, createTestContext } from '../testing/index.ts';
import { createReplayAgent } from './replay.ts';

async function record() {
  const tools = createScriptedTools({ count: () => '5', list: () => '[]' });
  const model = createScriptedModel([
    { text: 'First', calls: [{ name: 'count' }, { name: 'list', arguments: { a: 1 } }] },
    'There are five.',
  ]);
  const context = createTestContext({ tools });
  await createO11yAgent({ model }).run(context);
  return context.trajectory.document();
}

describe('a replay', () => {
  it('makes the saved calls again and gives the saved answer', async () => {
    const tools = createScriptedTools({ count: () => '5', list: () => '[]' });
    const context = createTestContext({ tools });
    const result = await createReplayAgent({ trajectory: await record() }).run(context);
    expect(tools.calls).toEqual([
      { name: 'count', arguments: {} },
      { name: 'list', arguments: { a: 1 } },
    ]);
    expect(result).toMatchObject({ finalMessage: 'There are five.', end: 'answered', extra: { changed_results: 0 } });
  });

  it('keeps the results of now and tells which differ', async () => {
    const tools = createScriptedTools({ count: () => '6' });
    const context = createTestContext({ tools });
    const result = await createReplayAgent({ trajectory: await record() }).run(context);
    expect(result.extra).toEqual({ changed_results: 2 });
    expect(context.trajectory.document().steps[1]?.observation?.results).toMatchObject([
      { content: '6', extra: { differs: true } },
      { content: 'Tool list not found', extra: { differs: true, is_error: true } },
    ]);
  });

  it('can be played by a model as well', async () => {
    const tools = createScriptedTools({ count: () => '5', list: () => '[]' });
    const context = createTestContext({ tools });
    const model = createScriptedModel(scriptFromTrajectory(await record()));
    expect((await createO11yAgent({ model }).run(context)).finalMessage).toBe('There are five.');
    expect(tools.calls).toHaveLength(2);
  });
});
