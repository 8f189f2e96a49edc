import { BenchError, type Clock, type ToolDefinition, type TrajectoryRecorder, type TrajectoryStep } from '@o11y-bench/contracts';
import { findTrajectoryProblems, trajectorySchema, type AtifStep, type AtifTrajectory } from '@o11y-bench/formats/atif';
import { finalMetrics } from './final-metrics.ts';

/** What a recorder starts from. `clock` gives wall time for timestamps; `onStep` hears each step as soon as it is recorded. */
export interface TrajectoryRecorderOptions {
  readonly sessionId: string;
  readonly agent: { readonly name: string; readonly version: string; readonly model?: string | undefined };
  readonly clock: Clock;
  readonly onStep?: ((step: AtifStep) => void) | undefined;
  readonly trajectoryId?: string | undefined;
}

/** A recorder that can write down what it has at any time. */
export interface DocumentedRecorder extends TrajectoryRecorder {
  /** An ATIF 1.7 document of the steps so far. Valid at any time: a run without a step gets one that says so. */
  document(): AtifTrajectory;
}

/** Numbers and dates an agent's steps. A step that ATIF does not allow is refused with `agent-failed`: its author has to mend it. */
export function createTrajectoryRecorder(options: TrajectoryRecorderOptions): DocumentedRecorder {
  const steps: AtifStep[] = [];
  let tools: readonly ToolDefinition[] | undefined;
  return {
    setTools(definitions) {
      tools = definitions;
    },
    record(step) {
      const numbered = numberStep(step, steps.length + 1, options.clock);
      steps.push(numbered);
      options.onStep?.(numbered);
    },
    document: () => toDocument(options, steps.length > 0 ? steps : [emptyRunStep(options.clock)], tools),
  };
}

function numberStep(step: TrajectoryStep, id: number, clock: Clock): AtifStep {
  const numbered = JSON.parse(JSON.stringify({ step_id: id, timestamp: timestamp(clock), ...step })) as AtifStep;
  const document = { schema_version: 'ATIF-v1.7', agent: { name: 'x', version: '0' }, steps: [{ ...numbered, step_id: 1 }] };
  const parsed = trajectorySchema.safeParse(document);
  const problems = parsed.success
    ? findTrajectoryProblems(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (problems.length > 0) {
    throw new BenchError('agent-failed', `the agent recorded a step that ATIF does not allow: ${problems.join('; ')}`, {
      facts: { problems },
    });
  }
  return numbered;
}

const timestamp = (clock: Clock): string => new Date(clock.now()).toISOString();

const emptyRunStep = (clock: Clock): AtifStep => ({
  step_id: 1,
  timestamp: timestamp(clock),
  source: 'system',
  message: 'The run ended before the agent recorded a step.',
});

function toDocument(
  { sessionId, trajectoryId, agent }: TrajectoryRecorderOptions,
  steps: readonly AtifStep[],
  tools: readonly ToolDefinition[] | undefined,
): AtifTrajectory {
  return {
    schema_version: 'ATIF-v1.7',
    session_id: sessionId,
    ...(trajectoryId === undefined ? {} : { trajectory_id: trajectoryId }),
    agent: {
      name: agent.name,
      version: agent.version,
      ...(agent.model === undefined ? {} : { model_name: agent.model }),
      ...(tools === undefined ? {} : { tool_definitions: tools.map(toFunctionDefinition) }),
    },
    steps: [...steps],
    final_metrics: finalMetrics(steps),
  };
}

/** Tools in the form in which ATIF's readers know them: OpenAI's function definitions. */
const toFunctionDefinition = (tool: ToolDefinition): Record<string, unknown> => ({
  type: 'function',
  function: { name: tool.name, description: tool.description ?? '', parameters: tool.inputSchema },
});
