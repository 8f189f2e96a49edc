import { delegateBody } from './delegate-body.ts';

/**
 * A response that keeps its text, so that a socket sends it at once and not through a stream. Who reads it otherwise meets the web's own
 * response, made when it is first asked for. Its headers have to name the content's type.
 */
export class TextResponse extends Response {
  static {
    delegateBody(TextResponse.prototype, (response) => response.#read());
  }

  /** The whole body. */
  readonly content: string;
  #whole: Response | undefined;

  constructor(content: string, init: ResponseInit) {
    super(null, init);
    this.content = content;
  }

  override get body(): Response['body'] {
    return this.#read().body;
  }

  override get bodyUsed(): boolean {
    return this.#whole?.bodyUsed ?? false;
  }

  override clone(): Response {
    return this.#read().clone();
  }

  #read(): Response {
    return (this.#whole ??= new Response(this.content, this));
  }
}

/** A response over a body that is either a text or a stream of one. */
export function respondWith(body: string | ReadableStream<Uint8Array>, init: ResponseInit): Response {
  return typeof body === 'string' ? new TextResponse(body, init) : new Response(body, init);
}
