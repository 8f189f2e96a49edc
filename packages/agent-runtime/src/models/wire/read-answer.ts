import { isRetryableStatus, brokenStream, connectionFailure, WireError, type ProviderFailure } from './provider-failure.ts';
import { httpFailure } from './http-failure.ts';
import { readServerEvents, type ServerEvent } from './read-server-events.ts';

/** Puts the events of a stream together into the body that the server would have sent without streaming. */
export interface StreamAccumulator<Body> {
  /** Takes one event; returns the failure that it tells of. */
  add(event: ServerEvent): ProviderFailure | undefined;
  /** True when the event that ends a whole answer has come. */
  readonly complete: boolean;
  body(): Body;
}

/** An answer's body, and what went wrong while it came. */
export interface WireAnswer<Body> {
  readonly body: Body;
  readonly failure?: ProviderFailure | undefined;
}

/** Reads a response whether it came as a stream of events or whole, whatever was asked for. */
export async function readAnswer<Body>(response: Response, accumulator: StreamAccumulator<Body>): Promise<WireAnswer<Body>> {
  if (!response.ok) throw new WireError(httpFailure(response.status, parseJson(await readText(response)), response.headers));
  const isStream = response.headers.get('content-type')?.includes('text/event-stream') === true;
  if (isStream && response.body) return drain(readServerEvents(response.body), accumulator);
  const text = await readText(response);
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null) {
    throw new WireError({ status: response.status, message: `the answer is no JSON object: ${text.slice(0, 200)}`, retryable: true });
  }
  const failure = 'error' in body && body.error ? bodyFailure(response.status, body) : undefined;
  if (failure) throw new WireError(failure);
  return { body: body as Body };
}

/** A 200 whose body tells of an error, as gateways send it: retried by the status that the error itself names. */
function bodyFailure(status: number, body: object): ProviderFailure {
  const failure = httpFailure(status, body);
  return { ...failure, retryable: typeof failure.code === 'number' && isRetryableStatus(failure.code) };
}

async function drain<Body>(events: AsyncIterable<ServerEvent>, accumulator: StreamAccumulator<Body>): Promise<WireAnswer<Body>> {
  try {
    for await (const event of events) {
      const failure = accumulator.add(event);
      if (failure) return { body: accumulator.body(), failure };
    }
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    const reason = error instanceof SyntaxError ? `an event is no JSON: ${error.message}` : connectionFailure(error).message;
    return { body: accumulator.body(), failure: brokenStream(reason) };
  }
  return accumulator.complete ? { body: accumulator.body() } : { body: accumulator.body(), failure: brokenStream() };
}

async function readText(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new WireError({ ...connectionFailure(error), status: response.status }, error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
