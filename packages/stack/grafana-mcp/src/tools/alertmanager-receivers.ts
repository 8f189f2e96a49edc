import { ToolFailure, wrapFailure } from '../go/tool-failure.ts';
import { getAlerting } from '../grafana/alerting-client.ts';
import { bodyAsJson } from '../grafana/grafana-client.ts';
import type { ToolContext } from '../tool.ts';
import { asList, asObject, textOf } from './json-values.ts';
import { readDatasource } from './read-datasource.ts';

/** The names of the receivers that an Alertmanager behind a data source is configured with. */
export async function alertmanagerReceivers(uid: string, context: ToolContext): Promise<readonly string[]> {
  const { type = '', jsonData } = await wrapFailure(`datasource ${uid}`, () => readDatasource(uid, context));
  if (!type.toLowerCase().includes('alertmanager')) {
    throw new ToolFailure(`datasource ${uid} (type: ${type}) is not an Alertmanager datasource`);
  }
  const implementation = textOf(jsonData, 'implementation').toLowerCase();
  const isMimir = implementation === 'mimir' || implementation === 'cortex';
  const config = await wrapFailure('querying Alertmanager config', () => (isMimir ? mimirConfig(uid, context) : plainConfig(uid, context)));
  return asList(asObject(config)['receivers']).map((receiver) => textOf(receiver, 'name'));
}

async function plainConfig(uid: string, context: ToolContext): Promise<unknown> {
  const response = await read(uid, '/api/v2/status', context);
  return parseYaml(textOf(asObject(bodyAsJson(response))['config'], 'original'), 'failed to parse Alertmanager YAML config');
}

async function mimirConfig(uid: string, context: ToolContext): Promise<unknown> {
  const response = await read(uid, '/api/v1/alerts', context);
  const outer = await parseYaml(response.text, 'failed to decode Mimir alertmanager response');
  return parseYaml(textOf(outer, 'alertmanager_config'), 'failed to parse Mimir alertmanager_config YAML');
}

function read(uid: string, path: string, context: ToolContext): ReturnType<typeof getAlerting> {
  return wrapFailure('failed to get Alertmanager config', () => getAlerting(`/api/datasources/proxy/uid/${uid}${path}`, {}, context));
}

async function parseYaml(text: string, what: string): Promise<unknown> {
  // Loaded only here: hardly anybody asks an Alertmanager.
  const { parse } = await import('yaml');
  try {
    return parse(text) as unknown;
  } catch (error) {
    throw new ToolFailure(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
