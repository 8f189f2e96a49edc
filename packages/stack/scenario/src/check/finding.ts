/** A law that a world breaks. */
export interface WorldFinding {
  /** Short name of the law. */
  readonly law: string;
  /** What is wrong, where, with the figures. */
  readonly message: string;
}

/** Most findings of one law that are listed; the rest is only counted. */
const listed = 5;

/** Collects what breaks one law. */
export function findings(law: string, messages: Iterable<string>): WorldFinding[] {
  const all = [...messages];
  const shown = all.slice(0, listed).map((message) => ({ law, message }));
  return all.length > listed ? [...shown, { law, message: `and ${all.length - listed} more` }] : shown;
}
