import { isDeepStrictEqual } from 'node:util';
import { sendFollowUp, turnsWith } from '../../packages/agent-runtime/test/carried.ts';
import { cutInto, loadExchanges, readExchange, type ExchangeCase } from '../../packages/agent-runtime/test/exchanges.ts';
import { wireBytes } from '../../packages/agent-runtime/test/recordings.ts';
import type { Suite, SuiteCase } from './suite.ts';

/** Recorded traffic of the model providers, read by our adapters: whole, byte by byte, and carried back into the next request. */
export const providersSuite: Suite = {
  api: 'providers',
  load: (folder) => Promise.resolve(loadExchanges(folder).flatMap(toCases)),
};

function toCases(one: ExchangeCase): SuiteCase[] {
  const { recording, exchange, index } = one;
  const reading = {
    id: one.name,
    group: `${recording.provider}: read`,
    run: async () => difference(await readExchange(one), one.expected),
  };
  const bytewise = {
    id: `${one.name}, byte by byte`,
    group: `${recording.provider}: stream cut at each byte`,
    run: async () => difference(await readExchange(one, cutInto(wireBytes(exchange), 1)), one.expected),
  };
  const carrying = one.carried.map(({ kind, in_exchange: at }) => ({
    id: `${one.name}, ${kind} carried back`,
    group: `${recording.provider}: carried back`,
    run: async () => {
      const wanted = turnsWith(kind, recording.exchanges[at]?.request.body, recording.exchanges[index]);
      return difference(turnsWith(kind, await sendFollowUp(recording, at), recording.exchanges[index]), wanted);
    },
  }));
  return [reading, ...(exchange.response.sse ? [bytewise] : []), ...carrying];
}

const difference = (ours: unknown, wanted: unknown): string | undefined =>
  isDeepStrictEqual(ours, wanted)
    ? undefined
    : `ours ${JSON.stringify(ours).slice(0, 400)}, recorded ${JSON.stringify(wanted).slice(0, 400)}`;
