/**
 * A seeded stream of numbers: Chris Doty-Humphrey's sfc32 on 32-bit integers, so it gives the same numbers on every machine.
 * Two states that differ in one bit are unrelated after the warm-up.
 */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(a: number, b: number, c: number, d: number) {
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    this.#counter = d | 0;
    for (let i = 0; i < warmUpRounds; i++) this.integer32();
  }

  /** An integer of 0..2^32-1. */
  integer32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A real of [0, 1) with 53 random bits. */
  real(): number {
    const high = this.integer32() >>> 5;
    const low = this.integer32() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  /** A real of [low, high). */
  uniform([low, high]: readonly [number, number]): number {
    return low + (high - low) * this.real();
  }

  /** An integer of low..high, both included. */
  integer([low, high]: readonly [number, number]): number {
    return low + Math.floor(this.real() * (high - low + 1));
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.real() < probability;
  }

  /** One of the items, each as likely as the others. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.real() * items.length)];
    if (item === undefined) throw new RangeError('there is nothing to pick from');
    return item;
  }
}

const warmUpRounds = 12;
