import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '@o11y-bench/contracts';
import { sendFollowUp, turnsWith } from './carried.ts';
import { providerFailureOf } from '../src/models/wire/provider-failure.ts';
import {
  createRecordedModel,
  hasRecordings,
  loadExpected,
  loadRecordings,
  normalise,
  toResponse,
  wireBytes,
  type Expected,
} from './recordings.ts';

const expected = loadExpected();
const anyRequest: ModelRequest = { messages: [{ role: 'user', text: 'Hello' }], tools: [], reasoningEffort: 'medium' };

const cases = loadRecordings().flatMap((recording) =>
  recording.exchanges.map((exchange, index) => ({ name: `${recording.id} ${index}`, recording, exchange, index })),
);
type Case = (typeof cases)[number];
const streamed = cases.filter(({ exchange }) => exchange.response.sse !== undefined);

const cutAt = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));

type Outcome = Partial<Omit<Expected, 'error'>> & { readonly error?: unknown };

async function read({ recording, exchange }: Case, chunks?: readonly Uint8Array[]): Promise<Outcome> {
  const { model } = createRecordedModel(recording, () => toResponse(exchange, chunks));
  try {
    return normalise(await model.generate(anyRequest), recording.api);
  } catch (error) {
    const failure = providerFailureOf(error);
    if (!failure) throw error;
    const { status, type, code, message, partial } = failure;
    const facts: unknown = JSON.parse(JSON.stringify({ status, type, code, message }));
    return { ...(partial ? normalise(partial, recording.api) : { text: '', tool_calls: [] }), stop: 'error', error: facts };
  }
}

function expectation({ name }: Case): Partial<Expected> {
  const { id: _, exchange: __, carried: ___, ...wanted } = expected.get(name) as Expected;
  return wanted;
}

describe.skipIf(!hasRecordings)('recorded answers of the providers', () => {
  it('are all there', () => {
    expect(cases.length).toBe(expected.size);
  });

  it.each(cases)('$name comes to what is expected', async (one) => {
    expect(await read(one)).toEqual(expectation(one));
  });

  it.each(streamed)('$name comes to the same however its stream is cut', async (one) => {
    const bytes = wireBytes(one.exchange);
    for (const size of [1, 2, 3, 7, 64, 1000]) expect(await read(one, cutAt(bytes, size))).toEqual(expectation(one));
  });

  it.each(streamed.filter((one) => expectation(one).stop !== 'error'))(
    '$name, cut off before its last event, is an error to be retried and never an answer',
    async (one) => {
      const events = one.exchange.response.sse ?? [];
      const end = events.findIndex((event) => isTerminal(event, one));
      for (let count = 0; count < (end === -1 ? 0 : end); count += Math.ceil(end / 40)) {
        const broken = { ...one, exchange: { ...one.exchange, response: { ...one.exchange.response, sse: events.slice(0, count + 1) } } };
        const bytes = wireBytes(broken.exchange);
        for (const length of [bytes.length, bytes.length - 5]) {
          const { model } = createRecordedModel(one.recording, () => toResponse(one.exchange, [bytes.subarray(0, length)]));
          const error: unknown = await model.generate(anyRequest).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          expect(providerFailureOf(error)).toMatchObject({ status: 200, retryable: true });
        }
      }
    },
  );
});

const carrying = cases.flatMap((one) => (expected.get(one.name)?.carried ?? []).map((carried) => ({ ...one, ...carried })));

describe.skipIf(!hasRecordings)('what a provider wants back', () => {
  it.each(carrying)('$name: $kind goes back unchanged, in its place', async ({ recording, index, kind, count, in_exchange: at }) => {
    const body = await sendFollowUp(recording, at);
    const wanted = turnsWith(kind, recording.exchanges[at]?.request.body, recording.exchanges[index]);
    expect(wanted.flat().filter((item) => item.opaque !== undefined)).toHaveLength(count);
    expect(turnsWith(kind, body, recording.exchanges[index])).toEqual(wanted);
  });
});

/** The event without which an answer of this API is not whole; an event that tells of an error is none. */
function isTerminal(event: string, { recording }: Case): boolean {
  const data = event.slice(event.indexOf('data:') + 5).trim();
  if (data === '[DONE]') return recording.api === 'chat.completions';
  if (recording.api === 'generateContent') return data.includes('"finishReason"') || data.includes('"blockReason"');
  return /"type": ?"(message_stop|response\.completed)"/.test(data);
}
