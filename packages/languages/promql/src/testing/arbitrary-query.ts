import { calls, aggregations } from './arbitrary-call.ts';
import { operatorChains, scalarOperations, vectorOperations } from './arbitrary-operation.ts';
import { arbitrarySelectors } from './arbitrary-selector.ts';
import type { FastCheckModule, Text } from './fast-check-module.ts';
import { joined } from './fast-check-module.ts';
import type { QueryVocabulary } from './query-vocabulary.ts';
import { DEFAULT_VOCABULARY } from './query-vocabulary.ts';

/** What kinds of queries to generate. */
export interface QueryGeneratorOptions {
  readonly vocabulary?: QueryVocabulary;
  readonly experimentalFunctions?: boolean;
  readonly fillModifiers?: boolean;
}

/** Generators of valid queries, one per type of value. */
export interface QueryArbitraries {
  readonly vector: Text;
  readonly scalar: Text;
  readonly matrix: Text;
  /** A query of any of these types, or a string literal. */
  readonly query: Text;
}

/** Generators of queries that parse and type-check under the same options; nothing is said about what they evaluate to. */
export function arbitraryQueries(fc: FastCheckModule, options: QueryGeneratorOptions = {}): QueryArbitraries {
  const { vocabulary = DEFAULT_VOCABULARY, experimentalFunctions = false, fillModifiers = false } = options;
  const parts = arbitrarySelectors(fc, vocabulary);
  const { vector, scalar, matrix } = fc.letrec<{ vector: string; scalar: string; matrix: string }>((tie) => {
    const args = { vector: tie('vector'), scalar: tie('scalar'), matrix: tie('matrix'), string: parts.text };
    const limit = { maxDepth: 4, depthIdentifier: 'query' };
    return {
      vector: fc.oneof(
        limit,
        parts.instantSelector,
        calls(fc, 'vector', args, experimentalFunctions),
        aggregations(fc, parts, args.vector, experimentalFunctions),
        vectorOperations(fc, parts, args, fillModifiers),
        operatorChains(fc, parts),
        joined(fc, fc.constantFrom('-(', '+(', '(', '( # a comment\n'), args.vector, fc.constant(')')),
      ),
      scalar: fc.oneof(
        limit,
        parts.number,
        calls(fc, 'scalar', args, experimentalFunctions),
        scalarOperations(fc, args.scalar),
        joined(fc, fc.constantFrom('-(', '('), args.scalar, fc.constant(')')),
      ),
      matrix: fc.oneof(limit, parts.rangeSelector, subqueries(fc, parts, args.vector)),
    };
  });
  return { vector, scalar, matrix, query: fc.oneof({ arbitrary: vector, weight: 8 }, scalar, matrix, parts.text) };
}

/** A generator of valid queries of every kind. */
export function arbitraryQuery(fc: FastCheckModule, options: QueryGeneratorOptions = {}): Text {
  return arbitraryQueries(fc, options).query;
}

function subqueries(fc: FastCheckModule, parts: ReturnType<typeof arbitrarySelectors>, vector: Text): Text {
  const step = fc.constantFrom(':]', ':1m]', ':30s]', ':(step() + 1s)]');
  return joined(fc, fc.constant('('), vector, fc.constant(')['), parts.duration, step, parts.modifiers);
}
