import { httpFailure } from './http-failure.ts';
import { connectionFailure, WireError } from './provider-failure.ts';

/** Calls an SDK made by OpenAI's or Anthropic's generator and turns what it throws into a {@link WireError}; aborts pass as they are. */
export async function withSdkFailures<T>(call: () => Promise<T>, bodyOf: (error: SdkError) => unknown): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || isAbort(error)) throw error;
    const sdkError: SdkError = error;
    if (typeof sdkError.status !== 'number') throw new WireError(connectionFailure(error), error);
    throw new WireError(httpFailure(sdkError.status, bodyOf(sdkError) ?? withoutStatus(sdkError), sdkError.headers), error);
  }
}

/** What the SDKs' errors have: no status where no answer came. */
export interface SdkError extends Error {
  readonly status?: number;
  readonly error?: unknown;
  readonly headers?: Headers;
}

const isAbort = (error: Error): boolean => error.name === 'AbortError' || error.constructor.name === 'APIUserAbortError';

/** The SDKs put the status before a text body. */
const withoutStatus = ({ status, message }: SdkError): string => message.replace(new RegExp(`^${String(status)} `), '');
