import { isRetryableStatus, type ProviderFailure } from './provider-failure.ts';
import { parseRetryAfter } from './parse-retry-after.ts';

/**
 * The failure in an error's body, in any of the providers' forms: `{ error: { message, type, code } }`, `{ type: 'error', error: … }`,
 * `{ error: { code, message, status } }`, or a text.
 */
export function httpFailure(status: number, body: unknown, headers?: Headers): ProviderFailure {
  const error = errorObject(body);
  const message = text(error['message']) ?? (typeof body === 'string' && body !== '' ? body.slice(0, 500) : `HTTP status ${status}`);
  const code = error['code'];
  return {
    status,
    type: text(error['type']) ?? text(error['status']),
    code: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    param: text(error['param']),
    message,
    retryable: isRetryableStatus(status) && code !== OUT_OF_MONEY,
    retryAfterMs: parseRetryAfter(headers) ?? retryDelayInBody(error),
  };
}

/** OpenAI's code for an account that has nothing left to spend: a 429 that no wait helps. */
const OUT_OF_MONEY = 'insufficient_quota';

/** The object that tells about an error, wherever the body has it; empty where there is none. */
export function errorObject(body: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(body)) return errorObject(body[0]);
  if (!isRecord(body)) return {};
  if (isRecord(body['error'])) return body['error'];
  if (typeof body['error'] === 'string') return { message: body['error'] };
  return body;
}

/** Google tells when to come back in the body: `details: [{ "@type": ".../RetryInfo", "retryDelay": "37s" }]`. */
function retryDelayInBody(error: Readonly<Record<string, unknown>>): number | undefined {
  const details = Array.isArray(error['details']) ? error['details'] : [];
  const delays = details.flatMap((detail) => (isRecord(detail) && typeof detail['retryDelay'] === 'string' ? [detail['retryDelay']] : []));
  const seconds = Number.parseFloat(delays[0] ?? '');
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
