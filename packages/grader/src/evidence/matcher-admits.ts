import { RE2JS } from 're2js';
import type { AccessLogRead } from '@o11y-bench/contracts';

type Matcher = AccessLogRead['matchers'][number];

/** Longest regular expression that is tried. An agent wrote it. */
const longestRegex = 10_000;

/** Whether a read can have touched series whose label has this value: a label that it does not match on admits every value. */
export function readAdmits(read: AccessLogRead, label: string, value: string): boolean {
  if (label === '__name__' && read.metric !== undefined) return read.metric === value;
  return read.matchers.filter(({ name }) => name === label).every((matcher) => matcherAdmits(matcher, value));
}

function matcherAdmits({ op, value: pattern }: Matcher, value: string): boolean {
  switch (op) {
    case '=':
      return pattern === value;
    case '!=':
      return pattern !== value;
    case '=~':
      return matchesWhole(pattern, value) === true;
    case '!~':
      return matchesWhole(pattern, value) === false;
  }
}

/** RE2 takes linear time whatever the expression; undefined for one that does not compile. */
function matchesWhole(pattern: string, value: string): boolean | undefined {
  if (pattern.length > longestRegex) return undefined;
  try {
    return RE2JS.compile(`^(?s:${pattern})$`).matches(value);
  } catch {
    return undefined;
  }
}
