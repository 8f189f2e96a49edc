import { answerFile, defaultVerify } from './harbor-options.ts';

/** `tests/test.sh`: hands what the agent left to the grading program of the image. */
export const renderTestScript = (verify: string = defaultVerify): string => `#!/bin/bash
# Harbor reads /logs/verifier/reward.txt and ignores the exit code. Where grading is impossible no reward is written:
# the trial then counts as broken, not as failed.
set -u
mkdir -p /logs/verifier
exec ${verify} --task /tests/problem.yaml --answer ${answerFile} --trajectory /logs/agent/trajectory.json --out /logs/verifier
`;
