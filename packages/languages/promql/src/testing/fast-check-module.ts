/** @ts-ignore: who does not generate queries has no fast-check installed. */
import type * as FastCheck from 'fast-check';

/** The part of fast-check that generators need; passed in so that this package does not depend on it. */
export type FastCheckModule = Pick<
  typeof FastCheck,
  'array' | 'constant' | 'constantFrom' | 'integer' | 'letrec' | 'nat' | 'oneof' | 'option' | 'tuple' | 'uniqueArray'
>;

/** A generator of pieces of queries. */
export type Text = FastCheck.Arbitrary<string>;

/** Pieces one after another, with nothing between. */
export function joined(fc: FastCheckModule, ...parts: readonly Text[]): Text {
  return fc.tuple(...parts).map((texts) => texts.join(''));
}
