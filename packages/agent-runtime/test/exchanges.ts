import type { ModelRequest } from '@o11y-bench/contracts';
import { providerFailureOf } from '../src/models/wire/provider-failure.ts';
import {
  createRecordedModel,
  loadExpected,
  loadRecordings,
  normalise,
  toResponse,
  type Exchange,
  type Expected,
  type Recording,
} from './recordings.ts';

/** One recorded response and what it has to come to. */
export interface ExchangeCase {
  readonly name: string;
  readonly recording: Recording;
  readonly exchange: Exchange;
  readonly index: number;
  readonly expected: Outcome;
  readonly carried: NonNullable<Expected['carried']>;
}

/** What a response comes to, failures included. */
export type Outcome = Partial<Omit<Expected, 'error'>> & { readonly error?: unknown };

/** Any request: the answer does not depend on it. */
export const anyRequest: ModelRequest = { messages: [{ role: 'user', text: 'Hello' }], tools: [], reasoningEffort: 'medium' };

/** All recorded responses of a folder, those whose expectation is missing left out. */
export function loadExchanges(folder?: string): readonly ExchangeCase[] {
  const expectations = loadExpected(folder);
  return loadRecordings(folder).flatMap((recording) =>
    recording.exchanges.flatMap((exchange, index) => {
      const name = `${recording.id} ${index}`;
      const line = expectations.get(name);
      if (!line) return [];
      const { id: _, exchange: __, carried = [], ...expected } = line;
      return [{ name, recording, exchange, index, expected, carried }];
    }),
  );
}

/** Lets the adapter read a recorded response, its bytes in the given chunks. */
export async function readExchange({ recording, exchange }: ExchangeCase, chunks?: readonly Uint8Array[]): Promise<Outcome> {
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

/** Bytes in chunks of a size. */
export const cutInto = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
