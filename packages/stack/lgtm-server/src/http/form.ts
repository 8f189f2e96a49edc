import { percentDecode } from './percent-decode.ts';

/** Parameters of a request as Go's `Request.Form` holds them: those of a form body first, then those of the URL. */
export interface Form {
  /** The first value, empty when there is none. */
  get(name: string): string;
  getAll(name: string): readonly string[];
  /** What is wrong with the way the parameters are written; the others are there all the same. */
  readonly error?: string;
}

/** Reads the parameters of a request. Only POST bodies of the two form types count. */
export async function readForm(request: Request, url: URL): Promise<Form> {
  const fromUrl = parseQuery(url.search.slice(1));
  const type = request.method === 'POST' ? (request.headers.get('content-type') ?? '') : '';
  if (type.startsWith('application/x-www-form-urlencoded')) return formOf([parseQuery(await request.text()), fromUrl]);
  if (type.startsWith('multipart/form-data')) return formOf([await parseMultipart(request), fromUrl]);
  return formOf([fromUrl]);
}

interface Parameters {
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly error?: string;
}

function formOf(parts: readonly Parameters[]): Form {
  const values = new Map<string, string[]>();
  for (const [name, value] of parts.flatMap((part) => part.pairs)) {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  const error = parts.find((part) => part.error !== undefined)?.error;
  return {
    get: (name) => values.get(name)?.[0] ?? '',
    getAll: (name) => values.get(name) ?? [],
    ...(error === undefined ? {} : { error }),
  };
}

// What cannot be read is left out, and the first such thing is the error (as Go's url.ParseQuery does it).
function parseQuery(text: string): Parameters {
  const pairs: (readonly [string, string])[] = [];
  let error: string | undefined;
  for (const part of text.split('&')) {
    if (part === '') continue;
    if (part.includes(';')) {
      error ??= 'invalid semicolon separator in query';
      continue;
    }
    const equals = part.indexOf('=');
    const [rawName, rawValue] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    const [name, value] = [decodeText(rawName), decodeText(rawValue)];
    if (name === undefined || value === undefined) error ??= `invalid URL escape "${badEscapeOf(name === undefined ? rawName : rawValue)}"`;
    else pairs.push([name, value]);
  }
  return { pairs, ...(error === undefined ? {} : { error }) };
}

async function parseMultipart(request: Request): Promise<Parameters> {
  try {
    const data = await request.formData();
    return { pairs: [...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])) };
  } catch {
    return { pairs: [], error: 'multipart: NextPart: EOF' };
  }
}

const decodeText = (text: string): string | undefined => percentDecode(text.replaceAll('+', ' '));

function badEscapeOf(text: string): string {
  return /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text)?.[0] ?? '';
}
