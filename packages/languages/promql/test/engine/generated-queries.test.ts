import { formatLabels } from '@o11y-bench/query-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryResult, QueryValue } from '../../src/index.ts';
import { evaluateInstant, evaluateRange, seriesFromArrays } from '../../src/index.ts';
import { arbitraryQueries } from '../../src/testing/index.ts';
import { recordedDataset } from '../recorded-dataset.ts';

/** How many queries to try; `FUZZ_RUNS=100000` for a thorough run, `FUZZ_SEED` for another one. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20260302);
const TIMEOUT = 60_000 + RUNS * 20;

const MINUTE = 60_000;
const NOW = 1_772_424_000_000;
const START = NOW - 6 * MINUTE;
const LIMIT = 5000;

const source = seriesFromArrays(recordedDataset());
const vocabulary = {
  metrics: ['up', 'ramp', 'http_requests_total', 'node_cpu_seconds_total', 'weird', 'edge_hist_bucket', 'stale_gauge', 'flappy_total'],
  labels: ['job', 'instance', 'le', '__name__', 'mode', 'code', 'kind'],
  values: ['', 'api', 'api|web', '.+', '.*', 'n1:9100', '200', '+Inf'],
  time: NOW,
};
/** Few labels and loose matchers, so that most selectors find something. */
const loose = { ...vocabulary, labels: ['job', 'instance', 'le'], values: ['.+', '.*', '.*|x'] };
const switches = { experimentalFunctions: true, fillModifiers: true };

describe('a generated query', () => {
  const query = fc.oneof(...[vocabulary, loose].map((words) => arbitraryQueries(fc, { vocabulary: words, ...switches }).query));

  it.each([false, true])(
    'gets a result or an error within the time limit (names removed at the end: %s)',
    (delayedNameRemoval) => {
      const request = { source, ...switches, delayedNameRemoval, timeout: LIMIT, maxSamples: 1_000_000 };
      fc.assert(
        fc.property(query, (text) => {
          const began = performance.now();
          const results = [
            evaluateInstant({ ...request, query: text, time: NOW }),
            evaluateRange({ ...request, query: text, start: START, end: NOW, step: MINUTE }),
          ];
          expect(performance.now() - began).toBeLessThan(3 * LIMIT);
          for (const result of results) expect(outcome(result)).not.toBe('');
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    TIMEOUT,
  );

  it(
    'gives at every step of a range what it gives at that instant',
    () => {
      const plain = arbitraryQueries(fc, { vocabulary: loose });
      // What these return depends on the whole range, or on the order in which values are met.
      const comparable = fc.oneof(plain.vector, plain.scalar).filter((text) => !/(?:start|end|step|range)\(\)|count_values/i.test(text));
      fc.assert(
        fc.property(comparable, (text) => {
          const range = evaluateRange({ source, query: text, start: START, end: NOW, step: 2 * MINUTE });
          if (!range.ok) return;
          for (let time = START; time <= NOW; time += 2 * MINUTE) {
            const instant = evaluateInstant({ source, query: text, time });
            expect(instant.ok && samplesAt(instant.value, time)).toEqual(samplesAt(range.value, time));
          }
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    TIMEOUT,
  );
});

function outcome(result: QueryResult): string {
  return result.ok ? result.value.type : result.error.message;
}

/** Samples at one instant, by their labels; numbers to nine digits, as summing in another order changes the last ones. */
function samplesAt(value: QueryValue, time: number): Readonly<Record<string, string>> {
  switch (value.type) {
    case 'scalar':
      return { '{}': digits(value.value) };
    case 'string':
      return { '{}': value.value };
    case 'vector':
      return Object.fromEntries(value.samples.map(({ labels, value: number }) => [formatLabels(labels), digits(number)]));
    case 'matrix':
      return Object.fromEntries(
        value.series.flatMap(({ labels, times, values }) => {
          const at = times.indexOf(time);
          return at < 0 ? [] : [[formatLabels(labels), digits(values[at] as number)]];
        }),
      );
  }
}

function digits(value: number): string {
  return (value === 0 ? 0 : value).toPrecision(9);
}
