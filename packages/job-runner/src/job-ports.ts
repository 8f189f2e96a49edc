import type {
  AccessLogEntry,
  Agent,
  Clock,
  CompiledTask,
  EnvironmentDriver,
  Grade,
  GrafanaState,
  TrajectoryRecorder,
  TrajectoryStep,
} from '@o11y-bench/contracts';
import type { JobEvent } from './job-event.ts';
import type { JobStore } from './job-store.ts';
import type { JobTask } from './job-request.ts';

/** A recorder whose trajectory can be read at any time. */
export interface RecordedTrajectory extends TrajectoryRecorder {
  /** The ATIF document so far. */
  document(): unknown;
}

/** What a trial left behind, for the grader. */
export interface GradeRequest {
  readonly task: CompiledTask;
  /** The final message. */
  readonly answer: string;
  readonly steps: readonly TrajectoryStep[];
  readonly accessLog: readonly AccessLogEntry[];
  readonly endState: GrafanaState;
}

/** What a job runs on; the caller chooses each. */
export interface JobPorts {
  readonly store: JobStore;
  readonly environments: EnvironmentDriver;
  createAgent(task: JobTask): Agent | Promise<Agent>;
  createRecorder(options: { sessionId: string; agent: Agent; onStep: (step: TrajectoryStep) => void }): RecordedTrajectory;
  grade(request: GradeRequest): Promise<Grade>;
  readonly clock: Clock;
  /** 0 to 1, for names of trials. */
  readonly random: () => number;
  readonly createId: () => string;
  readonly onEvent: (event: JobEvent) => void;
  readonly signal: AbortSignal;
}
