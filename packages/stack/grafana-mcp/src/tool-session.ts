import { type Clock, type ToolDefinition, ToolProtocolError, type ToolResult } from '@o11y-bench/contracts';
import { ToolFailure } from './go/tool-failure.ts';
import type { FallbackMemory } from './grafana/datasource-proxy.ts';
import { bodyAsJson, createGrafanaClient, type Fetch, type GrafanaClient } from './grafana/grafana-client.ts';
import { discoverProxiedTools } from './proxied/discover-proxied-tools.ts';
import { type Surface, surfaces, type SurfaceTool, type SurfaceVersion } from './surface/surfaces.ts';
import type { ToolContext } from './tool.ts';
import { textOf } from './tools/json-values.ts';

/** What a server of tools works on. */
export interface GrafanaMcpOptions {
  /** Where Grafana answers, such as `http://localhost:3000`. */
  readonly grafanaUrl: string;
  /** How Grafana is reached: the global `fetch`, or one that calls a handler in this process. */
  readonly fetch: Fetch;
  /** How Grafana is reached for what no tool call asked for (looking for proxied tools); default `fetch`. */
  readonly discoveryFetch?: Fetch;
  /** What now is in relative times and defaults. */
  readonly clock: Clock;
  /** Which version's tools are offered; default 0.11.6. */
  readonly surface?: SurfaceVersion;
}

/** What all sessions of one server share. */
export interface ToolServer {
  readonly surface: Surface;
  discoveryContext(): ToolContext;
  context(signal?: AbortSignal): ToolContext;
}

/** Tools as one client sees them. */
export interface ToolSession {
  /** Whether the session has tools beside those of its surface. Known after the first list or call. */
  readonly hasProxiedTools: boolean;
  /** Looks for tools behind data sources now, unless that was done. */
  discover(): Promise<void>;
  /** All tools, sorted by name. */
  listTools(signal?: AbortSignal): Promise<readonly ToolDefinition[]>;
  /** Rejects with `ToolProtocolError` where MCP answers with a JSON-RPC error. */
  callTool(name: string, args: unknown, signal?: AbortSignal): Promise<ToolResult>;
}

/** Code of JSON-RPC errors of a call to a tool that is not there. */
const INVALID_PARAMS = -32602;

/** A server of tools for one Grafana. It asks nothing before the first call. */
export function createToolServer(options: GrafanaMcpOptions): ToolServer {
  const grafana = createGrafanaClient(options.grafanaUrl, options.fetch);
  const fallbacks: FallbackMemory = new Set();
  const publicUrl = rememberPublicUrl(grafana);
  const discovery = createGrafanaClient(options.grafanaUrl, options.discoveryFetch ?? options.fetch);
  const shared = { clock: options.clock, fallbacks, publicUrl };
  return {
    surface: surfaces[options.surface ?? '0.11.6'],
    discoveryContext: () => ({ ...shared, grafana: discovery, signal: undefined }),
    context: (signal) => ({ ...shared, grafana, signal }),
  };
}

/** A session on a server. With `proxied` its first list or call looks for MCP servers behind data sources, once. */
export function createToolSession(server: ToolServer, options: { readonly proxied: boolean }): ToolSession {
  let discovery: Promise<ReadonlyMap<string, SurfaceTool>> | undefined;
  let proxiedTools: ReadonlyMap<string, SurfaceTool> = new Map();
  const discover = async (): Promise<void> => {
    if (!options.proxied) return;
    discovery ??= discoverProxiedTools(server.discoveryContext());
    proxiedTools = await discovery;
  };
  return {
    get hasProxiedTools() {
      return proxiedTools.size > 0;
    },
    discover,
    async listTools() {
      await discover();
      const definitions = [...server.surface.tools.values(), ...proxiedTools.values()].map(({ definition }) => definition);
      return definitions.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async callTool(name, args, signal) {
      const own = server.surface.tools.get(name);
      if (own === undefined) await discover();
      const found = own ?? proxiedTools.get(name);
      if (found === undefined) throw new ToolProtocolError(INVALID_PARAMS, `tool '${name}' not found: tool not found`);
      return found.tool.run(args, server.context(signal));
    },
  };
}

/** The base of links for people, asked for until Grafana has told it once. */
function rememberPublicUrl(grafana: GrafanaClient): () => Promise<string> {
  let known: string | undefined;
  return async () => {
    known ??= await readPublicUrl(grafana);
    return known ?? grafana.url;
  };
}

async function readPublicUrl(grafana: GrafanaClient): Promise<string | undefined> {
  try {
    const response = await grafana.send({ method: 'GET', path: '/api/frontend/settings' });
    return textOf(bodyAsJson(response), 'appUrl').replace(/\/$/, '') || undefined;
  } catch (error) {
    if (error instanceof ToolFailure) return undefined;
    throw error;
  }
}
