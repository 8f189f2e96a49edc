import { standIn, unbuilt } from './stand-in.ts';

/** The status, default 200, and headers that name the content's type. */
export interface TextResponseInit {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A response that keeps its text and headers as they are, so that a socket sends them at once and not through the web's objects. Who reads
 * it otherwise meets the web's own response, built when it is needed.
 */
export class TextResponse extends unbuilt(Response) {
  static {
    standIn(TextResponse, Response, (response) => response.#build());
  }

  /** The whole body. */
  readonly content: string;
  override readonly status: number;
  readonly #given: Readonly<Record<string, string>>;
  #headers: Headers | undefined;
  #built: Response | undefined;

  constructor(content: string, { status = 200, headers }: TextResponseInit) {
    super();
    this.content = content;
    this.status = status;
    this.#given = headers;
  }

  override get headers(): Headers {
    return (this.#headers ??= new Headers(this.#given));
  }

  /** Names and values of the headers in turn, as Node sends them. */
  flatHeaders(): string[] {
    return this.#headers ? [...this.#headers].flat() : Object.entries(this.#given).flat();
  }

  #build(): Response {
    return (this.#built ??= new Response(this.content, { status: this.status, headers: this.headers }));
  }
}

/** A response over a body that is either a text or a stream of one. */
export function respondWith(body: string | ReadableStream<Uint8Array>, init: TextResponseInit): Response {
  return typeof body === 'string' ? new TextResponse(body, init) : new Response(body, init);
}
