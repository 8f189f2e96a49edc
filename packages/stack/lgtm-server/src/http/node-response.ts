import type { ServerResponse } from 'node:http';
import { TextResponse } from './text-response.ts';

/** The body of an answer while it is sent. */
export type BodyReader = ReadableStreamDefaultReader<Uint8Array>;

/** Sends an answer: a short one in one piece with its length, a long one as it is made, events as they come (listed in `eventStreams`). */
export async function sendResponse(response: Response, outgoing: ServerResponse, eventStreams: Set<BodyReader>): Promise<void> {
  if (response instanceof TextResponse) return sendText(response, outgoing);
  const headers: [string, string][] = [...response.headers];
  const reader = response.body?.getReader();
  if (!reader) {
    if (response.status !== 204 && response.status !== 304) headers.push(['content-length', '0']);
    outgoing.writeHead(response.status, headers.flat()).end();
    return;
  }
  outgoing.once('close', () => outgoing.writableFinished || cancelReader(reader));
  const isEvents = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (isEvents) await sendEvents(response.status, headers, reader, outgoing, eventStreams);
  else await sendBody(response.status, headers, reader, outgoing);
}

function sendText(response: TextResponse, outgoing: ServerResponse): void {
  const { status, content } = response;
  outgoing.writeHead(status, [...response.flatHeaders(), 'content-length', String(Buffer.byteLength(content))]).end(content);
}

/** Gives up reading a body. */
export function cancelReader(reader: BodyReader): void {
  reader.cancel().catch(() => undefined);
}

async function sendEvents(
  status: number,
  headers: readonly [string, string][],
  reader: BodyReader,
  outgoing: ServerResponse,
  eventStreams: Set<BodyReader>,
): Promise<void> {
  outgoing.writeHead(status, headers.flat());
  outgoing.flushHeaders();
  eventStreams.add(reader);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) outgoing.write(part.value);
  } finally {
    eventStreams.delete(reader);
  }
  outgoing.end();
}

async function sendBody(status: number, headers: [string, string][], reader: BodyReader, outgoing: ServerResponse): Promise<void> {
  const first = await reader.read();
  let next = first.done ? first : await reader.read();
  if (next.done) {
    headers.push(['content-length', String(first.value?.byteLength ?? 0)]);
    outgoing.writeHead(status, headers.flat()).end(first.value);
    return;
  }
  outgoing.writeHead(status, headers.flat());
  await write(outgoing, first.value);
  for (; !next.done && !outgoing.destroyed; next = await reader.read()) await write(outgoing, next.value);
  outgoing.end();
}

// Waits while the client reads more slowly than the body is made.
function write(outgoing: ServerResponse, part: Uint8Array | undefined): Promise<void> | undefined {
  if (part === undefined || outgoing.write(part) || outgoing.destroyed) return undefined;
  return new Promise((resolve) => {
    const go = (): void => {
      outgoing.off('drain', go).off('close', go);
      resolve();
    };
    outgoing.once('drain', go).once('close', go);
  });
}
