/** Where the present comes from. Everything that needs it takes a clock; nothing reads the machine's time by itself. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
}
