import type { IncomingMessage, ServerResponse } from 'node:http';
import { delegateBody } from './delegate-body.ts';

/**
 * A request that came over a socket. Building the web's own one in full costs more than most answers do, so headers, signal and body stand
 * here as Node has them and become the web's when they are asked for. Made anew from a copy (`new Request(url, request)`), not from itself.
 */
export class IncomingRequest extends Request {
  static {
    delegateBody(IncomingRequest.prototype, (request) => request.#read());
  }

  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;
  readonly #content: Buffer<ArrayBuffer>;
  #headers: Headers | undefined;
  #signal: AbortSignal | undefined;
  #whole: Response | undefined;

  /** Throws a `TypeError` when `url` is none. `content` is the whole body. */
  constructor(url: string, incoming: IncomingMessage, outgoing: ServerResponse, content: Buffer<ArrayBuffer>) {
    super(url);
    this.#incoming = incoming;
    this.#outgoing = outgoing;
    this.#content = content;
  }

  override get method(): string {
    return this.#incoming.method ?? 'GET';
  }

  override get headers(): Headers {
    return (this.#headers ??= toHeaders(this.#incoming));
  }

  /** Aborts when the client leaves before it has the answer. */
  override get signal(): AbortSignal {
    return (this.#signal ??= signalOf(this.#outgoing));
  }

  override get body(): Request['body'] {
    return this.#content.length === 0 ? null : this.#read().body;
  }

  override get bodyUsed(): boolean {
    return this.#whole?.bodyUsed ?? false;
  }

  override clone(): Request {
    return new IncomingRequest(this.url, this.#incoming, this.#outgoing, this.#content);
  }

  /** The body alone, which the web reads in the same way for requests and responses. */
  #read(): Response {
    const type = this.#incoming.headers['content-type'];
    return (this.#whole ??= new Response(this.#content, type === undefined ? {} : { headers: { 'content-type': type } }));
  }
}

function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each);
  }
  return headers;
}

function signalOf(outgoing: ServerResponse): AbortSignal {
  const aborter = new AbortController();
  const leave = (): void => {
    if (!outgoing.writableFinished) aborter.abort();
  };
  if (outgoing.closed) leave();
  else outgoing.once('close', leave);
  return aborter.signal;
}
