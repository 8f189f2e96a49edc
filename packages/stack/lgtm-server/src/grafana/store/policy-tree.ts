import type { JsonObject } from '@o11y-bench/contracts';
import { asList, asObject, asText } from '../../http/json-read.ts';

/** Names of all contact points that a tree of notification policies sends to. */
export function receiversOf(policy: JsonObject): ReadonlySet<string> {
  return collect(policy, (node) => [asText(node['receiver']) ?? '']);
}

/** Names of all mute timings and active time intervals that a tree of notification policies uses. */
export function intervalsOf(policy: JsonObject): ReadonlySet<string> {
  return collect(policy, (node) =>
    [...asList(node['mute_time_intervals']), ...asList(node['active_time_intervals'])].filter((name) => typeof name === 'string'),
  );
}

function collect(policy: JsonObject, namesOf: (node: JsonObject) => readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: JsonObject): void => {
    for (const name of namesOf(node)) if (name !== '') names.add(name);
    for (const child of asList(node['routes'])) visit(asObject(child));
  };
  visit(policy);
  return names;
}
