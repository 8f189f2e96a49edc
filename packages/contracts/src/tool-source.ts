import type { JsonObject } from './json.ts';

/** A tool as MCP lists it. */
export interface ToolDefinition {
  readonly name: string;
  readonly description?: string;
  /** A JSON Schema of type object. */
  readonly inputSchema: JsonObject;
  readonly annotations?: JsonObject;
}

/** One content block of an MCP `CallToolResult`. */
export type ToolContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly data: string; readonly mimeType: string };

/** An MCP `CallToolResult`: `isError` marks a failure that the caller should read and learn from. */
export interface ToolResult {
  readonly content: readonly ToolContent[];
  readonly isError?: boolean;
}

/** A JSON-RPC error of a tool call (unknown tool, arguments of the wrong type), as opposed to a {@link ToolResult} with `isError`. */
export class ToolProtocolError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'ToolProtocolError';
    this.code = code;
  }
}

/** Tools that can be listed and called: an MCP server in this process or behind a URL. */
export interface ToolSource {
  listTools(options?: { signal?: AbortSignal }): Promise<readonly ToolDefinition[]>;
  /** Rejects with {@link ToolProtocolError} where MCP answers with a JSON-RPC error. */
  callTool(name: string, args: JsonObject, options?: { signal?: AbortSignal }): Promise<ToolResult>;
}
