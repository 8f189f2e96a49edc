import { grafanaMcpSuite } from './grafana-mcp.ts';
import { prometheusSuite } from './prometheus.ts';
import { providersSuite } from './providers.ts';
import type { Suite } from './suite.ts';

/** Every API that there are recordings of. */
export const SUITES: readonly Suite[] = [prometheusSuite, grafanaMcpSuite, providersSuite];
