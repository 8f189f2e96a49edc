import type { RecordedTrajectory } from './job-ports.ts';

/** Writes a trial's trajectory while it grows. */
export interface TrajectoryFile {
  /** Writes what there is, unless the last write was long and not long ago. */
  write(recorder: RecordedTrajectory | undefined, steps: number): void;
  /** Writes what has not been written. */
  finish(recorder: RecordedTrajectory | undefined, steps: number): void;
}

/** A write that takes longer than this, in milliseconds, is not repeated at every step: the document is written whole each time. */
const LONG_WRITE_MS = 20;
/** How many times as long as the last long write took the next has to wait. */
const REST = 20;

/** A trajectory's file; `writeText` puts it on disk. */
export function createTrajectoryFile(writeText: (text: string) => void): TrajectoryFile {
  let written = 0;
  let notBefore = 0;
  const writeNow = (recorder: RecordedTrajectory | undefined, steps: number): void => {
    if (!recorder || steps === written) return;
    written = steps;
    const startedAt = performance.now();
    writeText(`${JSON.stringify(recorder.document(), null, 2)}\n`);
    const took = performance.now() - startedAt;
    notBefore = took > LONG_WRITE_MS ? performance.now() + REST * took : 0;
  };
  return {
    write(recorder, steps) {
      if (performance.now() >= notBefore) writeNow(recorder, steps);
    },
    finish: writeNow,
  };
}
