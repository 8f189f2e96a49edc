/** What a check found by itself, before what it needs is looked at. */
export interface OwnResult {
  readonly holds: boolean;
  readonly expected: string;
  readonly observed: string;
  /** Why it holds or not: a clause that follows "because". */
  readonly reason: string;
  readonly query?: { readonly language: string; readonly text: string; readonly at: string };
}
