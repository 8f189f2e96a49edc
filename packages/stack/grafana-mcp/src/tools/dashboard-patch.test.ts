import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, orderRemoves } from './dashboard-patch.ts';

const remove = (index: number): { op: string; path: string; value: undefined } => ({
  op: 'remove',
  path: `$.list[${index}]`,
  value: undefined,
});

describe('patching a dashboard', () => {
  it('leaves the dashboard it was given alone', () => {
    const before = { panels: [{ title: 'a' }] };
    const after = applyPatch(before, [{ op: 'replace', path: '$.panels[0].title', value: 'b' }]);
    expect(before).toEqual({ panels: [{ title: 'a' }] });
    expect(after).toEqual({ panels: [{ title: 'b' }] });
  });

  it('appends behind the last element, blanks around the path notwithstanding', () => {
    expect(applyPatch({ a: { list: [1] } }, [{ op: 'add', path: ' $.a.list/- ', value: 2 }])).toEqual({ a: { list: [1, 2] } });
  });

  it('says which element is no object', () => {
    expect(() => applyPatch({ list: [1] }, [{ op: 'add', path: '$.list[0].x', value: 2 }])).toThrow(
      'operation 0 (add at $.list[0].x): at segment 0 (list[0]): element at list[0] is not an object',
    );
  });

  it('removes the elements that were meant, in whatever order their indexes are given', () => {
    const indexes = fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 10 });
    fc.assert(
      fc.property(indexes, (chosen) => {
        const list = Array.from({ length: 10 }, (_, i) => i);
        const patched = applyPatch({ list }, orderRemoves(chosen.map(remove)));
        expect(patched['list']).toEqual(list.filter((i) => !chosen.includes(i)));
      }),
    );
  });
});
