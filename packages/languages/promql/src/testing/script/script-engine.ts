import type { QueryResult } from '../../engine/query-result.ts';
import type { EvalCommand, LoadCommand } from './script.ts';

/** What a script is run against: an engine with a store that can be emptied. */
export interface ScriptEngine {
  clear(): void | Promise<void>;
  /** Adds the points of the command's series; the first lies at time 0. */
  load(command: LoadCommand): void | Promise<void>;
  /** Times in Unix milliseconds. */
  evalInstant(query: string, time: number): QueryResult | Promise<QueryResult>;
  evalRange(query: string, times: RangeTimes): QueryResult | Promise<QueryResult>;
}

/** Start, end and step in milliseconds. */
export type RangeTimes = Omit<Extract<EvalCommand['times'], { kind: 'range' }>, 'kind'>;

/** How one eval of a script came out. */
export interface EvalOutcome {
  readonly line: number;
  readonly query: string;
  /** What is wrong; nothing when it is as expected. */
  readonly problem: string | undefined;
}
