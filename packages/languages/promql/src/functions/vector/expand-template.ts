import type { Captures } from '@o11y-bench/query-core';

const VARIABLE = /\$(?:\$|\{(\w+)\}|(\w+))/gu;

/** Fills `$1`, `${1}`, `$name` and `${name}` with what the groups matched; `$$` is a dollar sign; unknown groups are empty. */
export function expandTemplate(template: string, { groups, named }: Captures): string {
  return template.replace(VARIABLE, (whole, braced: string | undefined, bare: string | undefined) => {
    if (whole === '$$') return '$';
    const name = braced ?? bare ?? '';
    if (/^\d+$/.test(name)) return groups[Number(name)] ?? '';
    return Object.hasOwn(named, name) ? (named[name] as string) : '';
  });
}
