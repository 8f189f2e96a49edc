import type {
  AgentLimits,
  EnvironmentUrls,
  JsonObject,
  ReasoningEffort,
  ToolDefinition,
  ToolResult,
  TrajectoryStep,
} from '@o11y-bench/contracts';

/** What an imported agent is built with: the argument of its class or function. */
export interface ImportedAgentSettings {
  readonly model?: string | undefined;
  readonly reasoningEffort?: ReasoningEffort | undefined;
  /** From `--agent-arg name=value`. */
  readonly args?: Readonly<Record<string, string>> | undefined;
}

/** Where the agent is. */
export interface AgentLocation {
  /** An absolute file. */
  readonly file: string;
  readonly exportName: string;
}

/** What the parent sends to the agent's process. */
export type ParentMessage =
  | { readonly type: 'load'; readonly location: AgentLocation; readonly settings: ImportedAgentSettings }
  | { readonly type: 'run'; readonly instruction: string; readonly now: number; readonly limits: AgentLimits }
  | { readonly type: 'reply'; readonly id: number; readonly value: readonly ToolDefinition[] | ToolResult | EnvironmentUrls }
  | { readonly type: 'reply'; readonly id: number; readonly error: { readonly message: string; readonly code?: number } }
  | { readonly type: 'abort' };

/** What the agent's process sends. Steps, tool definitions and results are as the agent gave them. */
export type ChildMessage =
  | { readonly type: 'loaded'; readonly name: string; readonly version: string; readonly model?: string }
  | { readonly type: 'call'; readonly id: number; readonly method: 'listTools' }
  | { readonly type: 'call'; readonly id: number; readonly method: 'urls' }
  | { readonly type: 'call'; readonly id: number; readonly method: 'callTool'; readonly name: string; readonly args: JsonObject }
  | { readonly type: 'setTools'; readonly tools: readonly ToolDefinition[] }
  | { readonly type: 'record'; readonly step: TrajectoryStep }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly message: string; readonly stack?: string };
