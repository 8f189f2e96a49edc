import type { AccessLogEntry, Clock, Environment, EnvironmentUrls, GrafanaState } from '@o11y-bench/contracts';
import { createGrafanaMcp, createMcpHandler, type GrafanaMcpOptions } from '@o11y-bench/grafana-mcp';
import { createGrafanaHandler, listen, type Handler } from '@o11y-bench/lgtm-server';
import { createAccessRecorder } from './access-recorder.ts';
import { createDatasourceHandlers } from './datasource-handlers.ts';
import { inProcessFetch } from './in-process-fetch.ts';
import type { SharedTelemetry } from './shared-telemetry.ts';

/** Where the tools find Grafana inside this process; no socket listens there. */
const GRAFANA_URL = 'http://grafana.internal';

/** A stack for one trial: telemetry is shared, Grafana's state and the access log are its own. Sockets open only when asked for. */
export function createTrialStack(shared: SharedTelemetry, state: GrafanaState): Environment {
  const clock: Clock = { now: () => shared.now };
  const recorder = createAccessRecorder();
  const prometheus = shared.createPrometheus(recorder.onServed);
  const grafana = createGrafanaHandler({
    state,
    datasourceHandlers: createDatasourceHandlers(prometheus),
    clock,
    onServed: recorder.onServed,
  });
  const mcp: GrafanaMcpOptions = {
    grafanaUrl: GRAFANA_URL,
    fetch: inProcessFetch(grafana.handle),
    discoveryFetch: inProcessFetch(createUnheardGrafana(state, clock)),
    clock,
  };
  const sockets = createSockets({ grafana: grafana.handle, prometheus, mcp });
  return {
    now: shared.now,
    tools: createGrafanaMcp(mcp),
    urls: sockets.urls,
    accessLog: (): readonly AccessLogEntry[] => [...recorder.entries],
    endState: () => Promise.resolve(grafana.state()),
    [Symbol.asyncDispose]: sockets.close,
  };
}

/** For what the MCP server looks up by itself: the agent did not ask, so it is no evidence and not in the access log. */
const createUnheardGrafana = (state: GrafanaState, clock: Clock): Handler =>
  createGrafanaHandler({ state, datasourceHandlers: () => undefined, clock }).handle;

interface Handlers {
  readonly grafana: Handler;
  readonly prometheus: Handler;
  readonly mcp: GrafanaMcpOptions;
}

function createSockets({ grafana, prometheus, mcp }: Handlers): { urls: () => Promise<EnvironmentUrls>; close: () => Promise<void> } {
  let opened: Promise<{ urls: EnvironmentUrls; close: () => Promise<void> }> | undefined;
  const open = async (): Promise<{ urls: EnvironmentUrls; close: () => Promise<void> }> => {
    const servers = await Promise.all([listen(grafana), listen(prometheus), listen(createMcpHandler(mcp))]);
    const [atGrafana, atPrometheus, atMcp] = servers.map((server) => server.url);
    return {
      urls: { grafana: atGrafana ?? '', prometheus: atPrometheus ?? '', mcp: `${atMcp ?? ''}/mcp` },
      close: async () => void (await Promise.all(servers.map((server) => server.close()))),
    };
  };
  return {
    urls: async () => (await (opened ??= open())).urls,
    close: async () => (await opened)?.close(),
  };
}
