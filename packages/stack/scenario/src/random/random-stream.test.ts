import { describe, expect, it } from 'vitest';
import { createRandomStreams } from './random-streams.ts';
import { roundHalfEven } from './round-half-even.ts';

const numbers = (seed: number, concern: 'errors' | 'latency', service: string, minute: number): number[] => {
  const stream = createRandomStreams(seed)(concern, service, minute);
  return Array.from({ length: 4 }, () => stream.integer32());
};

describe('random streams', () => {
  it('give these numbers on every machine', () => {
    expect(numbers(42, 'errors', 'order-service', 7)).toMatchInlineSnapshot(`
      [
        4194462979,
        3936586117,
        3703498858,
        2460676517,
      ]
    `);
  });

  it('differ by seed, concern, service and minute', () => {
    const streams = [
      numbers(42, 'errors', 'order-service', 7),
      numbers(43, 'errors', 'order-service', 7),
      numbers(42, 'latency', 'order-service', 7),
      numbers(42, 'errors', 'user-service', 7),
      numbers(42, 'errors', 'order-service', 8),
    ];
    expect(new Set(streams.flat()).size).toBe(20);
  });

  it('are even over neighbouring minutes', () => {
    const streams = createRandomStreams(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let minute = 0; minute < 20_000; minute++) {
      const bin = Math.floor(streams('traffic', '', minute).real() * 10);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('draw integers with both ends included', () => {
    const stream = createRandomStreams(5)('latency', '', 0);
    const drawn = new Set(Array.from({ length: 500 }, () => stream.integer([3, 6])));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6]);
  });
});

describe('roundHalfEven', () => {
  it.each([
    [22.5, 22],
    [23.5, 24],
    [-0.5, 0],
    [-1.5, -2],
    [2.4, 2],
    [2.6, 3],
  ])('rounds %d to %d', (value, expected) => {
    expect(roundHalfEven(value) + 0).toBe(expected);
  });
});
