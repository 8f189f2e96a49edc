import { BenchError } from '@o11y-bench/contracts';

/** What a client sends requests with: the global `fetch`, or a handler in this process. */
export type Fetch = (request: Request) => Promise<Response>;

/** Where a client's server is. */
export interface ClientOptions {
  /** The server's root, such as `http://127.0.0.1:9090`; the API's paths follow it. */
  readonly url: string;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request below a server's root. */
export interface ServerCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Starts with `/`, with everything escaped that has to be. */
  readonly path: string;
  /** Parameters of the URL, or of a form when `form` is set. Absent values are left out. */
  readonly parameters?: Parameters;
  readonly form?: boolean;
  readonly json?: unknown;
  readonly signal?: AbortSignal;
}

/** Named values; lists are sent as repeated parameters. */
export type Parameters = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** An answer with its body read: as JSON where it is JSON. */
export interface ServerAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a request. Rejects with a `BenchError` of code `environment-failed` when there is no answer, `aborted` when the signal says so. */
export async function callServer(options: ClientOptions, call: ServerCall): Promise<ServerAnswer> {
  const request = toRequest(options, call);
  const send = options.fetch ?? ((each: Request) => fetch(each));
  try {
    const response = await send(request);
    return { status: response.status, body: parseBody(await response.text()) };
  } catch (cause) {
    if (call.signal?.aborted) throw new BenchError('aborted', `${request.method} ${request.url} was aborted`, { cause });
    const why = cause instanceof Error ? whyUnreachable(cause) : String(cause);
    throw new BenchError('environment-failed', `${request.method} ${request.url}: ${why}`, { cause, facts: { url: request.url } });
  }
}

/** The error for an answer that a client cannot use. */
export function unexpectedAnswer(options: ClientOptions, call: ServerCall, { status, body }: ServerAnswer): BenchError {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const message = `${call.method ?? 'GET'} ${options.url}${call.path} answered ${status}: ${text.slice(0, 200)}`;
  return new BenchError('environment-failed', message, { facts: { status, path: call.path } });
}

function toRequest({ url, headers }: ClientOptions, call: ServerCall): Request {
  const search = toSearch(call.parameters).toString();
  const target = `${url.replace(/\/+$/, '')}${call.path}${search !== '' && !call.form ? `?${search}` : ''}`;
  const body = call.form ? search : call.json === undefined ? undefined : JSON.stringify(call.json);
  const type = call.form ? 'application/x-www-form-urlencoded' : 'application/json';
  return new Request(target, {
    method: call.method ?? 'GET',
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body }),
    ...(call.signal ? { signal: call.signal } : {}),
  });
}

function toSearch(parameters: Parameters = {}): URLSearchParams {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    if (typeof value === 'object') for (const each of value) search.append(name, each);
    else search.append(name, String(value));
  }
  return search;
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

// Node's fetch says only "fetch failed"; the reason is in the cause.
function whyUnreachable(error: Error): string {
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
