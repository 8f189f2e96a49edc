import { describe, expect, it } from 'vitest';
import { parse, parseMetricSelector, prettyPrint, toJson } from '../../src/parser/index.ts';
import type { RecordedCase } from '../recorded-cases.ts';
import { dataOf, errorOf, parameterOf, recordedCases } from '../recorded-cases.ts';

const cases = recordedCases();

describe('a query that the real server refuses', () => {
  const refused = cases.filter((one) => one.status === 400 && (errorOf(one) ?? '').includes('parse error'));

  it.each(refused.map((one) => [one.id, one] as const))('gets the same error text and position: %s', (_, one) => {
    const text = (errorOf(one) ?? '').replace(/^invalid parameter "[^"]*": /, '');
    expect(firstRefusal(one)).toBe(text);
  });
});

describe('a query that the real server takes', () => {
  const taken = cases.filter((one) => one.status === 200 || one.status === 422);

  it('parses', () => {
    const queries = taken.filter(({ path }) => /query|parse/.test(path)).flatMap((one) => parameterOf(one, 'query'));
    expect(queries.length).toBeGreaterThan(500);
    expect(queries.map((query) => parse(query)).filter((result) => !result.ok)).toEqual([]);
  });

  it('selects series in match[] too', () => {
    const selectors = taken.flatMap((one) => parameterOf(one, 'match[]'));
    expect(selectors.map((selector) => parseMetricSelector(selector)).filter((result) => !result.ok)).toEqual([]);
  });
});

describe('format_query and parse_query', () => {
  const formatted = cases.filter((one) => one.group === 'api-format' && one.status === 200);
  const parsed = cases.filter((one) => one.group === 'api-parse' && one.status === 200);

  it.each(formatted.map((one) => [one.id, one] as const))('prints as the server does: %s', (_, one) => {
    expect(prettyPrint(exprOf(one))).toBe(dataOf(one));
  });

  it.each(parsed.map((one) => [one.id, one] as const))('describes the tree as the server does: %s', (_, one) => {
    expect(toJson(exprOf(one))).toEqual(dataOf(one));
  });
});

function exprOf(one: RecordedCase) {
  const result = parse(parameterOf(one, 'query')[0] ?? '');
  if (!result.ok) throw new Error(result.message);
  return result.expr;
}

function firstRefusal(one: RecordedCase): string {
  const selectors = parameterOf(one, 'match[]');
  const results =
    selectors.length > 0 ? selectors.map((selector) => parseMetricSelector(selector)) : [parse(parameterOf(one, 'query')[0] ?? '')];
  const refused = results.find((result) => !result.ok);
  return refused === undefined || refused.ok ? 'accepted' : refused.message;
}
