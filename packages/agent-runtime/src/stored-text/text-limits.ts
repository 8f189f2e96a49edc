/**
 * How much text of an agent is kept, in characters unless said otherwise. What agents and models send is written into every trial, read by
 * reports and held in memory: none of it may grow without end.
 */
export const textLimits = {
  /** A message, a reasoning, a tool's result, a final message: any one text. */
  text: 500_000,
  /** A text of a step or a trajectory that is too large as a whole. */
  shortText: 1000,
  /** A step, a result, a tool call's arguments or a list of tool definitions, as JSON. */
  document: 5_000_000,
  /** The steps of a trial together, as JSON: steps beyond it keep short texts only. */
  trajectory: 20_000_000,
  /** Steps of a trial. */
  steps: 10_000,
  /** An agent's name or version. */
  name: 200,
  /** The message of an error. */
  errorMessage: 4000,
  /** One line that an agent's process prints. */
  printedLine: 8000,
  /** All that one process of an agent prints: what comes after is not shown. */
  printed: 200_000,
} as const;
