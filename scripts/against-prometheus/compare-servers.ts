import { firstDifference } from '../conformance/compare.ts';

/** One query as it is put to both servers. */
export interface Question {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/** `undecided`: the real server does not answer the same each time, for which Go's order of maps is the reason. */
export type Comparison = { readonly kind: 'same' | 'undecided' } | { readonly kind: 'different'; readonly why: string };

/** How often a real server is asked again where the answers differ. */
const ATTEMPTS = 4;

/** Asks both servers and says whether they agree. */
export async function compareServers(question: Question, real: string, ours: string): Promise<Comparison> {
  const answer = await ask(ours, question);
  const wanted = await ask(real, question);
  const why = difference(wanted, answer);
  if (why === undefined) return { kind: 'same' };
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    const again = await ask(real, question);
    if (difference(again, answer) === undefined) return { kind: 'same' };
    if (difference(wanted, again) !== undefined) return { kind: 'undecided' };
  }
  return { kind: 'different', why };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function ask(server: string, { path, form }: Question): Promise<Answer> {
  const response = await fetch(`${server}${path}`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, text: await response.text() };
}

function difference(wanted: Answer, got: Answer): string | undefined {
  if (wanted.status !== got.status)
    return `status ${wanted.status} there, ${got.status} here: ${wanted.text.slice(0, 300)} / ${got.text.slice(0, 300)}`;
  if (wanted.text === got.text) return undefined;
  return firstDifference(JSON.parse(wanted.text), JSON.parse(got.text), {
    unordered: ['/data/result', '/warnings', '/infos'],
    ignore: ['/data/stats/timings'],
    rel: 1e-9,
  });
}
