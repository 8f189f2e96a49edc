import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One answer of a real Prometheus 3.16.0 server. */
export interface RecordedCase {
  readonly id: string;
  readonly group: string;
  readonly path: string;
  readonly params?: RecordedParams;
  readonly form?: RecordedParams;
  readonly status: number;
  readonly body: unknown;
}

type RecordedParams = Readonly<Record<string, string | readonly string[]>> | readonly (readonly [string, string])[];

/** All recorded cases where the shared data is at hand, else the part that stands beside the tests. */
export function recordedCases(): readonly RecordedCase[] {
  const conformance = process.env['O11Y_CONFORMANCE_DIR'] ?? join(import.meta.dirname, '../../../../../shared/conformance');
  const all = join(conformance, 'prometheus/cases.jsonl');
  const file = existsSync(all) ? all : join(import.meta.dirname, 'fixtures/prometheus-cases.jsonl');
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordedCase);
}

/** Values of a parameter, of the URL or the form. */
export function parameterOf({ params, form }: RecordedCase, name: string): readonly string[] {
  return [...valuesOf(params, name), ...valuesOf(form, name)];
}

/** The answer's error text, if it is an error. */
export function errorOf({ body }: RecordedCase): string | undefined {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string' ? body.error : undefined;
}

/** The answer's data, if it has any. */
export function dataOf({ body }: RecordedCase): unknown {
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
}

function valuesOf(params: RecordedParams | undefined, name: string): readonly string[] {
  if (params === undefined) return [];
  if (Array.isArray(params)) return params.filter(([key]) => key === name).map(([, value]) => value);
  const value = (params as Readonly<Record<string, string | readonly string[]>>)[name];
  return value === undefined ? [] : [value].flat();
}
