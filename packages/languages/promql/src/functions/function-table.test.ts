import { expect, test } from 'vitest';
import { FUNCTIONS } from '../parser/function-signatures.ts';
import { FUNCTION_IMPLEMENTATIONS } from './function-table.ts';

test('every function that the parser knows is implemented, and no other', () => {
  expect(Object.keys(FUNCTION_IMPLEMENTATIONS).toSorted()).toEqual([...FUNCTIONS.keys()].toSorted());
});
