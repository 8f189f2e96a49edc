import { compareText } from '@o11y-bench/query-core';

const CHUNK = /\d+|\D+/g;
const MAX_INT64 = 2 ** 63;

/** Whether `a` comes before `b` in natural order: runs of digits compare as numbers. Empty text is before nothing, as in the reference. */
export function naturallyBefore(a: string, b: string): boolean {
  const left = a.match(CHUNK) ?? [];
  const right = b.match(CHUNK) ?? [];
  for (let i = 0; i < left.length; i++) {
    const other = right[i];
    if (other === undefined) return false;
    const order = compareChunks(left[i] as string, other);
    if (order !== 0) return order < 0;
    if (i === left.length - 1) return true;
  }
  return false;
}

function compareChunks(x: string, y: string): number {
  const a = toInteger(x);
  const b = toInteger(y);
  return a !== undefined && b !== undefined ? a - b : compareText(x, y);
}

/** A run of digits that fits 64 bits. */
function toInteger(chunk: string): number | undefined {
  const value = /^\d/.test(chunk) ? Number(chunk) : Number.NaN;
  return value < MAX_INT64 ? value : undefined;
}
