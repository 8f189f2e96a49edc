import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readToolResult, toRows } from './index.ts';

const root = process.env['O11Y_CONFORMANCE_DIR'] ?? join(import.meta.dirname, '../../../../../shared/conformance');
const casesFile = join(root, 'grafana-mcp/cases.jsonl');

describe('the rows of a tool result', () => {
  it('are those of an instant query, beside what the tool wrote', () => {
    const text = '{"data":[{"metric":{"job":"api"},"value":[1772413200,"3.5"]}]}';
    expect(readToolResult('query_prometheus', text)).toEqual({
      data: [{ metric: { job: 'api' }, value: [1772413200, '3.5'] }],
      rows: [{ labels: { job: 'api' }, time: 1772413200000, value: 3.5 }],
      value: 3.5,
    });
  });

  it('are those of a range', () => {
    const text = '{"data":[{"metric":{},"values":[[1772411400,"1"],[1772411700,"NaN"]]}]}';
    expect(readToolResult('query_prometheus', text)).toMatchObject({
      rows: [
        {
          labels: {},
          points: [
            [1772411400000, 1],
            [1772411700000, NaN],
          ],
        },
      ],
    });
  });

  it('are lines and samples of Loki', () => {
    const line = '{"data":[{"timestamp":"\\"1772414943974000000\\"","line":"lvl=err","labels":{"job":"user-service"}}]}';
    expect(toRows('query_loki_logs', JSON.parse(line))).toEqual([
      { labels: { job: 'user-service' }, line: 'lvl=err', time: 1772414943974 },
    ]);
    const sample = '{"data":[{"timestamp":"1772415000.000","value":48,"labels":{"level":"debug"}}]}';
    expect(toRows('query_loki_logs', JSON.parse(sample))).toEqual([{ labels: { level: 'debug' }, time: 1772415000000, value: 48 }]);
  });

  it('are traces and span metrics of Tempo', () => {
    const search = {
      traces: [
        { traceID: 'e163a3', rootServiceName: 'web', rootTraceName: 'page', startTimeUnixNano: '1748948192589000000', durationMs: 581 },
      ],
    };
    expect(toRows('tempo_traceql-search', search)).toEqual([
      { labels: { rootServiceName: 'web', rootTraceName: 'page' }, traceId: 'e163a3', value: 581, time: 1748948192589 },
    ]);
    const series = { series: [{ labels: [{ key: 'resource.service.name', value: { stringValue: 'orders' } }], value: 30 }] };
    expect(toRows('tempo_traceql-metrics-instant', series)).toEqual([{ labels: { 'resource.service.name': 'orders' }, value: 30 }]);
    const empty = { series: [{ labels: [], samples: [{ timestampMs: '1748944800000' }] }] };
    expect(toRows('tempo_traceql-metrics-range', empty)).toEqual([{ labels: {}, points: [[1748944800000, 0]] }]);
  });

  it('are none for tools without rows, whose results stay as they are', () => {
    expect(readToolResult('list_prometheus_metric_names', '["up"]')).toEqual(['up']);
    expect(readToolResult('get_datasource', '{"uid":"loki"}')).toEqual({ uid: 'loki' });
    expect(readToolResult('query_prometheus', 'error: bad_data')).toBe('error: bad_data');
  });

  it.skipIf(!existsSync(casesFile))('cover every recorded answer with data', () => {
    const cases = readFileSync(casesFile, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as RecordedCase);
    const queries = cases.filter(
      ({ tool, result }) => tool && /^query_(prometheus|loki_logs)|traceql-(search|metrics)/.test(tool) && result && !result.isError,
    );
    expect(queries.length).toBeGreaterThan(40);
    for (const { id, tool, result } of queries) {
      const parsed = JSON.parse(result?.content[0]?.text ?? '') as Record<string, unknown[]>;
      const held = parsed['data'] ?? parsed['result'] ?? parsed['traces'] ?? parsed['series'];
      const rows = toRows(tool ?? '', parsed);
      const isScalar = typeof held?.[0] === 'number';
      expect(rows, id).toHaveLength(isScalar ? 1 : (held?.length ?? -1));
      for (const row of rows ?? []) expect(row.value ?? row.points ?? row.line ?? row.traceId, id).toBeDefined();
    }
  });
});

interface RecordedCase {
  readonly id: string;
  readonly tool?: string;
  readonly result?: { readonly isError?: boolean; readonly content: readonly { readonly text: string }[] };
}
