/** One recorded case, ready to be run: its outcome is how our answer differs, or `undefined`. */
export interface SuiteCase {
  readonly id: string;
  readonly group: string;
  readonly run: () => Promise<string | undefined>;
}

/** The recorded cases of one API. */
export interface Suite {
  readonly api: string;
  /** The cases of a folder of recordings. */
  load(folder: string): Promise<readonly SuiteCase[]>;
}

/** How the cases of a suite went. */
export interface SuiteOutcome {
  readonly groups: ReadonlyMap<string, { passed: number; failed: number }>;
  readonly failures: readonly { readonly id: string; readonly why: string }[];
  readonly passed: number;
}

/** Runs cases one after the other. */
export async function runCases(cases: readonly SuiteCase[]): Promise<SuiteOutcome> {
  const groups = new Map<string, { passed: number; failed: number }>();
  const failures: { id: string; why: string }[] = [];
  for (const { id, group, run } of cases) {
    const why = await run().catch((error: unknown) => `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const counts = groups.get(group) ?? { passed: 0, failed: 0 };
    groups.set(group, counts);
    if (why === undefined) counts.passed++;
    else {
      counts.failed++;
      failures.push({ id, why });
    }
  }
  return { groups, failures, passed: cases.length - failures.length };
}
