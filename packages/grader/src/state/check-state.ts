import type { GrafanaState, StateTest } from '@o11y-bench/contracts';
import { listNames } from '../format.ts';
import type { OwnResult } from '../own-result.ts';
import { findDifferences } from './find-differences.ts';
import { type ComparedResource, comparedResources } from './resources.ts';

/** Whether what the agent left behind is as the task wants it. `before` is the Grafana before anybody acted. */
export function checkState(test: StateTest, before: GrafanaState, after: GrafanaState): OwnResult {
  return test.unchanged === 'everything' ? checkEverything(before, after) : checkResource(test.unchanged, test.uid, before, after);
}

/** A condition that holds before anybody acts is a guard. */
export const isGuard = (test: StateTest, before: GrafanaState): boolean => checkState(test, before, before).holds;

function checkResource(kind: string, uid: string, before: GrafanaState, after: GrafanaState): OwnResult {
  const expected = `the ${kind} ${uid} is as it was`;
  const was = find(comparedResources(before), kind, uid);
  const is = find(comparedResources(after), kind, uid);
  if (!was) return { holds: false, expected, observed: 'not there before', reason: `there was no ${kind} ${uid} to begin with` };
  if (!is) return { holds: false, expected, observed: 'gone', reason: 'it was deleted' };
  const differences = findDifferences(was.content, is.content);
  if (differences.length === 0) return { holds: true, expected, observed: 'unchanged', reason: 'nothing in it changed' };
  return { holds: false, expected, observed: 'changed', reason: differences.join('; ') };
}

function checkEverything(before: GrafanaState, after: GrafanaState): OwnResult {
  const expected = 'nothing in Grafana was changed';
  const was = comparedResources(before);
  const is = comparedResources(after);
  const name = ({ kind, uid }: ComparedResource): string => `${kind} ${uid}`.trim();
  const deleted = was.filter((each) => !find(is, each.kind, each.uid)).map(name);
  const added = is.filter((each) => !find(was, each.kind, each.uid)).map(name);
  const changed = was.flatMap((each) => {
    const now = find(is, each.kind, each.uid);
    return now && findDifferences(each.content, now.content).length > 0 ? [name(each)] : [];
  });
  const parts = [toPart('deleted', deleted), toPart('added', added), toPart('changed', changed)].filter((part) => part !== '');
  if (parts.length === 0) return { holds: true, expected, observed: 'unchanged', reason: 'nothing changed' };
  return { holds: false, expected, observed: 'changed', reason: parts.join('; ') };
}

const toPart = (what: string, names: readonly string[]): string => (names.length > 0 ? `${what}: ${listNames(names)}` : '');

const find = (resources: readonly ComparedResource[], kind: string, uid: string): ComparedResource | undefined =>
  resources.find((each) => each.kind === kind && each.uid === uid);
