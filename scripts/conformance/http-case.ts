import { brief, type CompareRules, firstDifference, sameText } from './compare.ts';

/** Parameters as recorded: an object, or pairs where a name occurs more than once. */
type Parameters = Readonly<Record<string, string | number | readonly (string | number)[]>> | readonly (readonly [string, string])[];

/** A recorded request with its answer. */
export interface HttpCase {
  readonly id: string;
  readonly group: string;
  readonly method?: string;
  readonly path: string;
  readonly params?: Parameters;
  readonly form?: Parameters;
  readonly headers?: Readonly<Record<string, string>>;
  readonly requestBody?: unknown;
  readonly status: number;
  readonly contentType?: string;
  readonly body: unknown;
  /** The body is a text, not JSON. */
  readonly text?: boolean;
  readonly compare?: CompareRules;
}

/** Sends a recorded request and says how the answer differs, or `undefined` when it does not. */
export async function runHttpCase(handle: (request: Request) => Promise<Response>, recorded: HttpCase): Promise<string | undefined> {
  const response = await handle(toRequest(recorded));
  const body = await response.text();
  if (response.status !== recorded.status) return `status: want ${recorded.status}, got ${response.status}: ${body.slice(0, 160)}`;
  const type = response.headers.get('content-type') ?? '';
  if (recorded.contentType !== undefined && !type.startsWith(recorded.contentType))
    return `content type: want ${recorded.contentType}, got ${type}`;
  if (recorded.compare?.ignore?.includes('')) return undefined;
  if (recorded.text) {
    const same = sameText(String(recorded.body), body, recorded.compare?.rel);
    return same ? undefined : `body: want ${brief(recorded.body)}, got ${brief(body)}`;
  }
  const got = parseJson(body);
  return got === undefined ? `body is not JSON: ${brief(body)}` : firstDifference(recorded.body, got, recorded.compare);
}

function toRequest(recorded: HttpCase): Request {
  const query = new URLSearchParams(pairsOf(recorded.params)).toString();
  const url = `http://localhost${recorded.path}${query === '' ? '' : `${recorded.path.includes('?') ? '&' : '?'}${query}`}`;
  const headers = new Headers(recorded.headers);
  const [body, type] = bodyOf(recorded);
  if (body !== undefined && type !== undefined && !headers.has('content-type')) headers.set('content-type', type);
  return new Request(url, { method: recorded.method ?? 'GET', headers, ...(body === undefined ? {} : { body }) });
}

function bodyOf({ form, requestBody }: HttpCase): readonly [body?: string, type?: string] {
  if (form !== undefined) return [new URLSearchParams(pairsOf(form)).toString(), 'application/x-www-form-urlencoded'];
  if (requestBody === undefined) return [];
  return [typeof requestBody === 'string' ? requestBody : JSON.stringify(requestBody), 'application/json'];
}

function pairsOf(parameters: Parameters | undefined): [string, string][] {
  if (parameters === undefined) return [];
  const entries: readonly (readonly [string, unknown])[] = isPairs(parameters) ? parameters : Object.entries(parameters);
  return entries.flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((each): [string, string] => [name, String(each)]));
}

const isPairs = (parameters: Parameters): parameters is readonly (readonly [string, string])[] => Array.isArray(parameters);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
