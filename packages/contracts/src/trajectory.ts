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
  readonly tool_calls?: readonly { readonly tool_call_id: string; readonly function_name: string; readonly arguments: JsonObject }[];
  readonly observation?: { readonly results: readonly { readonly source_call_id?: string; readonly content: string }[] };
  readonly metrics?: {
    readonly prompt_tokens?: number;
    readonly completion_tokens?: number;
    readonly cached_tokens?: number;
    readonly cost_usd?: number;
    readonly extra?: JsonObject;
  };
  readonly extra?: JsonObject;
}

/** Takes an agent's steps as they happen, so that a killed trial leaves what it did. */
export interface TrajectoryRecorder {
  setTools(tools: readonly ToolDefinition[]): void;
  /** Records a finished step. */
  record(step: TrajectoryStep): void;
}
