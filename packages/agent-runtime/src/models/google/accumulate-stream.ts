import { httpFailure } from '../wire/http-failure.ts';
import { isRetryableStatus } from '../wire/provider-failure.ts';
import type { StreamAccumulator } from '../wire/read-answer.ts';
import { contentSchema, type ContentBody, type ContentPart } from './api.ts';

/**
 * Puts the chunks of a streamed content together; the last counts hold. The answer is whole when a chunk has told why it ends. A part
 * that has a signature stays a part of its own, since the signature has to go back on it.
 */
export function createContentAccumulator(): StreamAccumulator<ContentBody> {
  const parts: ContentPart[] = [];
  let body: ContentBody = {};
  let finish: string | null | undefined;
  return {
    add({ data }) {
      const chunk = contentSchema.parse(JSON.parse(data));
      if (chunk.error) {
        const failure = httpFailure(200, { error: chunk.error });
        return { ...failure, retryable: typeof failure.code === 'number' && isRetryableStatus(failure.code) };
      }
      const [candidate] = chunk.candidates ?? [];
      body = { ...body, ...Object.fromEntries(Object.entries(chunk).filter(([, value]) => value !== null && value !== undefined)) };
      finish = candidate?.finishReason ?? finish;
      for (const part of candidate?.content?.parts ?? []) addPart(parts, part);
      return undefined;
    },
    get complete() {
      return Boolean(finish ?? body.promptFeedback?.blockReason);
    },
    body: () => ({ ...body, candidates: body.candidates ? [{ content: { parts }, finishReason: finish }] : undefined }),
  };
}

/** Streams often end with an empty text. */
function addPart(parts: ContentPart[], part: ContentPart): void {
  if (part.text === '' && isPlainText(part)) return;
  const last = parts.at(-1);
  if (last && isPlainText(last) && isPlainText(part) && Boolean(last.thought) === Boolean(part.thought))
    last.text = (last.text ?? '') + (part.text ?? '');
  else parts.push({ ...part });
}

const isPlainText = ({ text, thoughtSignature, functionCall }: ContentPart): boolean =>
  typeof text === 'string' && !thoughtSignature && !functionCall;
