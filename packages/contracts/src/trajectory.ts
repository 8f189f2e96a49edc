import type { JsonObject } from './json.ts';
import type { ToolDefinition } from './tool-source.ts';

/**
 * A step of a trajectory as ATIF 1.7 writes it. `step_id` and `timestamp` are given by the recorder.
 * Source: the ATIF schema; `reasoning_content`, `tool_calls` and `metrics` only on agent steps.
 */
export interface TrajectoryStep {
  readonly source: 'system' | 'user' | 'agent';
  readonly message: string;
  readonly model_name?: string;
  readonly reasoning_effort?: string;
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly TrajectoryToolCall[];
  readonly observation?: { readonly results: readonly TrajectoryResult[] };
  readonly metrics?: {
    readonly prompt_tokens?: number;
    readonly completion_tokens?: number;
    readonly cached_tokens?: number;
    readonly cost_usd?: number;
    readonly extra?: JsonObject;
  };
  /** Model calls behind this step. 0: none, as in scripted agents; then neither `metrics` nor `reasoning_content`. */
  readonly llm_call_count?: number;
  readonly extra?: JsonObject;
}

/** A tool call of an agent's step. */
export interface TrajectoryToolCall {
  readonly tool_call_id: string;
  readonly function_name: string;
  readonly arguments: JsonObject;
  readonly extra?: JsonObject;
}

/** What came back: of the call that it names, or of the environment. */
export interface TrajectoryResult {
  readonly source_call_id?: string;
  readonly content: string;
  readonly extra?: JsonObject;
}

/** Takes an agent's steps as they happen, so that a killed trial leaves what it did. */
export interface TrajectoryRecorder {
  setTools(tools: readonly ToolDefinition[]): void;
  /** Records a finished step. */
  record(step: TrajectoryStep): void;
}
