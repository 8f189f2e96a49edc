import { describe, expect, it } from 'vitest';
import { variablesOf, variablesOfExpression } from './index.ts';

const namesOf = (expression: string): string[] => {
  const found = variablesOfExpression(expression);
  return found.ok ? found.names.map(({ name, path }) => [name, ...path].join('.')) : [found.error];
};

describe('the variables of an expression', () => {
  it.each<[string, string[]]>([
    ['facts.rate.value', ['facts.rate.value']],
    ["facts.shares.rows[labels.job = 'webapp'].value", ['facts.shares.rows.value']],
    ['(facts.shares.rows^(>value))[0].labels.job', ['facts.shares.rows']],
    ['$max(shares.data.($number(value[1])))', ['shares.data']],
    ['($b := facts.a.value > 1; $b ? other : right)', ['facts.a.value', 'other', 'right']],
    ["failed.data[metric.job = 'a'].value[1] / all.data[0].value[1]", ['failed.data.value', 'all.data.value']],
    ['$$.facts.a', ['facts.a']],
    ['$.facts.a', ['facts.a']],
    ['facts.`odd name`.value', ['facts.odd name.value']],
    ['$map(facts.a.rows, function($row) { $row.value * scale })', ['facts.a.rows', 'scale']],
    ["{ 'a': first, 'b': [second] }", ['first', 'second']],
    ['rows{job: value}', ['rows']],
    ['1 + 1', []],
  ])('%s', (expression, expected) => {
    expect(namesOf(expression)).toEqual(expected);
  });

  it('come with their places', () => {
    const found = variablesOf('sum(${facts.a.query})\n  / ${ other }');
    expect(found).toMatchObject({
      names: [
        { name: 'facts', path: ['a', 'query'], position: { line: 1, column: 7 } },
        { name: 'other', path: [], position: { line: 2, column: 8 } },
      ],
    });
  });

  it('tell functions that nobody has from those that are there', () => {
    const found = variablesOf('${($x := 1; $max([$x, $top(rows).value, $maxx(rows)]))}');
    expect(found).toMatchObject({ unknownFunctions: [{ name: 'maxx', position: { line: 1, column: 41 } }] });
  });

  it('are none where the text does not parse', () => {
    expect(variablesOfExpression('facts.')).toMatchObject({ ok: false, position: { line: 1 } });
    expect(variablesOf('${facts.}')).toMatchObject({ ok: false, position: { line: 1 } });
  });
});
