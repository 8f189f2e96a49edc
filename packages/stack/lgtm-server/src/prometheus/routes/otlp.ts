import type { Route } from '../../http/router.ts';
import { plain } from '../answers.ts';
import type { PrometheusRequest, PrometheusRoute } from '../prometheus-request.ts';

/** OTLP over HTTP. */
export const otlpRoutes: readonly Route<PrometheusRoute>[] = [{ method: 'POST', path: '/api/v1/otlp/v1/metrics', handle: ingest }];

async function ingest({ server }: PrometheusRequest): Promise<Response> {
  if (!server.ingest) return plain('otlp write receiver needs to be enabled with --web.enable-otlp-receiver\n', 404);
  return plain('', 200);
}
