import type { GrafanaDatasource } from '@o11y-bench/contracts';
import type { Handler } from '@o11y-bench/lgtm-server';

/** What stands behind the data sources of a stack's Grafana: Prometheus wherever the URL says, nothing else. */
export const createDatasourceHandlers =
  (prometheus: Handler) =>
  ({ type, url }: GrafanaDatasource): Handler | undefined =>
    type === 'prometheus' ? withoutPrefix(prometheus, pathOf(url)) : undefined;

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname.replace(/\/$/, '') : '');

/** A server that is reached below a path, as behind a reverse proxy: it sees its own paths only. */
function withoutPrefix(handler: Handler, prefix: string): Handler {
  if (prefix === '') return handler;
  return (request) => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith(`${prefix}/`)) return Promise.resolve(new Response('404 page not found\n', { status: 404 }));
    url.pathname = url.pathname.slice(prefix.length);
    return handler(new Request(url, request));
  };
}
