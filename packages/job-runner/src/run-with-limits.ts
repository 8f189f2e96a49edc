import type { Agent, AgentLimits, AgentResult, Environment, TrajectoryRecorder } from '@o11y-bench/contracts';

/** What an agent is run with. */
export interface LimitedRun {
  readonly instruction: string;
  readonly environment: Environment;
  readonly trajectory: TrajectoryRecorder;
  readonly limits: AgentLimits;
  readonly signal: AbortSignal;
}

/** How long an agent may take to come to an end after it was told to stop, in milliseconds. */
const GRACE_MS = 2000;

/**
 * Runs an agent under its working-time limit: at the limit its signal is aborted; an agent that does not come to an end by itself is left
 * behind. Time that it tells of as waiting does not count.
 */
export async function runWithLimits(agent: Agent, run: LimitedRun): Promise<AgentResult> {
  const limit = createTimeLimit(run.limits.workingMs);
  const signal = AbortSignal.any([run.signal, limit.signal]);
  try {
    const work = agent.run({
      instruction: run.instruction,
      now: run.environment.now,
      tools: run.environment.tools,
      urls: () => run.environment.urls(),
      limits: run.limits,
      trajectory: run.trajectory,
      signal,
      reportWaiting: limit.extend,
      setWaiting: limit.setWaiting,
    });
    return await Promise.race([work, abandoned(signal, work)]);
  } catch (error) {
    if (limit.signal.aborted && !run.signal.aborted) return { finalMessage: '', end: 'timeout' };
    throw error;
  } finally {
    limit.stop();
  }
}

/** Rejects some time after the signal, for agents that do not listen to it. */
function abandoned(signal: AbortSignal, work: Promise<AgentResult>): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = (): void => {
      const timer = setTimeout(() => reject(signal.reason as Error), GRACE_MS);
      const stop = (): void => clearTimeout(timer);
      work.then(stop, stop);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

interface TimeLimit {
  readonly signal: AbortSignal;
  readonly extend: (ms: number) => void;
  readonly setWaiting: (waiting: boolean) => void;
  readonly stop: () => void;
}

function createTimeLimit(workingMs: number): TimeLimit {
  const controller = new AbortController();
  let deadline = Date.now() + workingMs;
  let waits = 0;
  let waitingSince = 0;
  let timer: NodeJS.Timeout | undefined;
  const check = (): void => {
    const left = deadline - Date.now();
    if (left <= 0) controller.abort(new Error('out of working time'));
    else timer = setTimeout(check, Math.min(left, LONGEST_TIMER_MS));
  };
  check();
  return {
    signal: controller.signal,
    extend(ms) {
      deadline += Math.max(0, ms);
    },
    setWaiting(waiting) {
      const before = waits;
      waits = Math.max(0, waits + (waiting ? 1 : -1));
      if (before === 0 && waits === 1) {
        waitingSince = Date.now();
        clearTimeout(timer);
      } else if (before === 1 && waits === 0) {
        deadline += Date.now() - waitingSince;
        check();
      }
    },
    stop: () => clearTimeout(timer),
  };
}

/** Node fires a timer of more than 2^31 - 1 ms at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
