import type { CompiledTask } from '@o11y-bench/contracts';
import { digestOf } from '@o11y-bench/formats';
import { authoredTask, toTaskSpec } from '@o11y-bench/formats/task';
import { type AuthoredSource, parseAuthored } from './authored-source.ts';
import { describeIssue } from './describe-issue.ts';
import { type Finding, toProblem } from './finding.ts';
import type { Problem } from './problem.ts';
import { checkCombinations } from './rules/check-combinations.ts';
import { checkExpressions } from './rules/check-expressions.ts';
import { checkGuessing } from './rules/check-guessing.ts';
import { checkIdentity } from './rules/check-identity.ts';
import { checkInitialState, type InitialState } from './rules/check-initial-state.ts';
import { checkQueries, type QueryParsers } from './rules/check-queries.ts';
import { checkReferences } from './rules/check-references.ts';
import { checkValidityProofs } from './rules/check-validity-proofs.ts';
import { checkWeights } from './rules/check-weights.ts';
import { readDraft, type TaskDraft } from './task-draft.ts';
import type { TaskFile } from './task-files.ts';

/** What the rules need of the world around a task. What is absent is not checked. */
export interface CompileRules {
  readonly parsers?: QueryParsers;
  readonly initialState?: InitialState;
}

/** A file after compilation: a task, or the reasons why it is none. */
export interface CompiledFile {
  readonly task?: CompiledTask;
  readonly problems: readonly Problem[];
}

/** Compiles one file and reports all its problems at once, in the order of the file. */
export function compileTaskFile(file: TaskFile, rules: CompileRules = {}): CompiledFile {
  const source = parseAuthored(file.text);
  if (source.errors.length > 0) {
    return { problems: source.errors.map((error) => ({ file: file.path, ...error, message: `this is not YAML: ${error.message}` })) };
  }
  const parsed = authoredTask.safeParse(source.data);
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => describeIssue(issue, source.data, authoredTask));
  const findings = [...issues, ...applyRules(readDraft(source.data, placeOf(file)), rules)];
  const problems = toSortedProblems(file.path, source, findings);
  if (!parsed.success || problems.length > 0) return { problems };
  const spec = toTaskSpec(parsed.data);
  return { task: { spec, digest: digestOf(spec), source: file.path }, problems };
}

function placeOf({ path }: TaskFile): { folder: string; fileName: string } {
  const [fileName = '', folder = ''] = path.split('/').toReversed();
  return { folder, fileName: fileName.replace(/\.ya?ml$/, '') };
}

function applyRules(draft: TaskDraft, { parsers, initialState }: CompileRules): Finding[] {
  return [
    ...checkIdentity(draft),
    ...checkCombinations(draft),
    ...checkWeights(draft),
    ...checkReferences(draft),
    ...checkExpressions(draft),
    ...checkValidityProofs(draft),
    ...checkGuessing(draft),
    ...checkQueries(draft, parsers ?? {}),
    ...(initialState ? checkInitialState(draft, initialState) : []),
  ];
}

function toSortedProblems(file: string, source: AuthoredSource, findings: readonly Finding[]): Problem[] {
  const problems = findings.map((finding) => toProblem(file, source, finding));
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
