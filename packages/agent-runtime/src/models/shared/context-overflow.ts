import type { ProviderFailure } from '../wire/provider-failure.ts';

const codes = new Set<unknown>(['context_length_exceeded', 'exceed_context_size_error', 'context_window_exceeded', 'request_too_large']);

/** What providers say when a conversation no longer fits: OpenAI, Anthropic, Google, OpenRouter, llama.cpp, vLLM. */
const sentences = [
  /context (length|window|size)/i,
  /prompt is too long/i,
  /input token count.*exceeds/i,
  /exceeds the maximum number of tokens/i,
  /maximum (prompt|input) length/i,
  /input length and .?max_tokens.? exceed/i,
];

/** True when a request was refused because the conversation is longer than the model can read. An expected outcome, not a failure. */
export function isContextOverflow({ status, type, code, message }: ProviderFailure): boolean {
  if (codes.has(code) || codes.has(type)) return true;
  return (status === 400 || status === 413) && sentences.some((sentence) => sentence.test(message));
}
