import type { Program } from './program.ts';
import type { Assertion } from './syntax-tree.ts';

/** Where the groups of a match begin and end, in UTF-16 units; -1 where a group took no part. */
export type Slots = readonly number[];

/**
 * Runs a program over a whole text, all threads side by side: time is bounded by the text's length times the program's. Returns the slots
 * of the thread that comes first among those that reach the end.
 */
export function runProgram(program: Program, text: string, groups: number): Slots | undefined {
  let threads = new Threads(program, text, groups);
  let next = new Threads(program, text, groups);
  threads.add(
    program.start,
    0,
    Array.from({ length: 2 * groups }, () => -1),
  );
  for (let at = 0; at < text.length && threads.size > 0; ) {
    const code = text.codePointAt(at) ?? 0;
    const after = at + (code > 0xffff ? 2 : 1);
    next.clear();
    threads.step(code, after, next);
    [threads, next] = [next, threads];
    at = after;
  }
  return threads.match;
}

/** Threads that wait for the next character, in the order in which they would be tried. */
class Threads {
  readonly #program: Program;
  readonly #text: string;
  readonly #captures: boolean;
  readonly #seen: Uint32Array;
  #generation = 1;
  #waiting: number[] = [];
  #slots: Slots[] = [];
  /** Slots of the first thread that is at the program's end. */
  match: Slots | undefined;

  constructor(program: Program, text: string, groups: number) {
    this.#program = program;
    this.#text = text;
    this.#captures = groups > 0;
    this.#seen = new Uint32Array(program.instructions.length);
  }

  get size(): number {
    return this.#waiting.length;
  }

  clear(): void {
    this.#generation++;
    this.#waiting = [];
    this.#slots = [];
    this.match = undefined;
  }

  /** Follows a thread up to where it waits for a character; an instruction that another thread has reached before is not followed again. */
  add(start: number, at: number, slots: Slots): void {
    const pending: [instruction: number, slots: Slots][] = [[start, slots]];
    for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
      const [index, held] = entry;
      if (this.#seen[index] === this.#generation) continue;
      this.#seen[index] = this.#generation;
      const instruction = this.#program.instructions[index];
      switch (instruction?.op) {
        case 'set':
          this.#waiting.push(index);
          this.#slots.push(held);
          break;
        case 'match':
          if (at === this.#text.length) this.match ??= held;
          break;
        case 'assertion':
          if (holds(instruction.assertion, this.#text, at)) pending.push([instruction.next, held]);
          break;
        case 'save':
          pending.push([instruction.next, this.#captures ? held.with(instruction.slot, at) : held]);
          break;
        case 'choice':
          pending.push([instruction.other, held], [instruction.next, held]);
          break;
        default:
      }
    }
  }

  /** Lets all threads that accept the character go on in `next`. */
  step(code: number, after: number, next: Threads): void {
    for (const [i, index] of this.#waiting.entries()) {
      const instruction = this.#program.instructions[index];
      if (instruction?.op === 'set' && instruction.matches(code)) next.add(instruction.next, after, this.#slots[i] ?? []);
    }
  }
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'begin-text':
      return at === 0;
    case 'end-text':
      return at === text.length;
    case 'begin-line':
      return at === 0 || text[at - 1] === '\n';
    case 'end-line':
      return at === text.length || text[at] === '\n';
    case 'word-boundary':
      return isWord(text[at - 1]) !== isWord(text[at]);
    case 'no-word-boundary':
      return isWord(text[at - 1]) === isWord(text[at]);
  }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
