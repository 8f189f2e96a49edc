/** One recorded case, ready to be run: its outcome is how our answer differs, or `undefined`. */
export interface SuiteCase {
  readonly id: string;
  readonly group: string;
  /** The tools that it calls, where there are tools: they are counted beside the groups. */
  readonly tools?: readonly string[];
  readonly run: () => Promise<string | undefined>;
}

/** The recorded cases of one API. */
export interface Suite {
  readonly api: string;
  /** The cases of a folder of recordings. */
  load(folder: string): Promise<readonly SuiteCase[]>;
}

/** Cases by a name. */
export type Tally = ReadonlyMap<string, { readonly passed: number; readonly failed: number }>;

/** How the cases of a suite went. */
export interface SuiteOutcome {
  readonly groups: Tally;
  readonly tools: Tally;
  readonly failures: readonly { readonly id: string; readonly why: string }[];
  readonly passed: number;
}

/** Runs cases one after the other. */
export async function runCases(cases: readonly SuiteCase[]): Promise<SuiteOutcome> {
  const groups = new Map<string, { passed: number; failed: number }>();
  const tools = new Map<string, { passed: number; failed: number }>();
  const failures: { id: string; why: string }[] = [];
  for (const { id, group, tools: called = [], run } of cases) {
    const why = await run().catch((error: unknown) => `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    count(groups, group, why === undefined);
    for (const tool of called) count(tools, tool, why === undefined);
    if (why !== undefined) failures.push({ id, why });
  }
  return { groups, tools, failures, passed: cases.length - failures.length };
}

function count(tally: Map<string, { passed: number; failed: number }>, name: string, isPassed: boolean): void {
  const counts = tally.get(name) ?? { passed: 0, failed: 0 };
  tally.set(name, counts);
  if (isPassed) counts.passed++;
  else counts.failed++;
}
