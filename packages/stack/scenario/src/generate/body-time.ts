import type { RandomStream } from '../random/random-stream.ts';
import type { ResolvedScenario } from './resolve-scenario.ts';

/** The time that a request or warning line states in its body: the entry's, or the entry's second with milliseconds of its own. */
export function bodyTimeMs({ log_milliseconds: kind }: ResolvedScenario, timeNs: number, stream: RandomStream): number {
  const milliseconds = stream.integer([0, 999]);
  return kind === 'entry' ? Math.floor(timeNs / 1e6) : Math.floor(timeNs / 1e9) * 1000 + milliseconds;
}
