import type { JsonObject } from '@o11y-bench/contracts';
import { asObject, textAt } from '../../http/json-read.ts';
import type { ResourceWrite } from './resource-kind.ts';

/** What a client sent as a resource, with the version that it had seen. */
export interface SentResource extends ResourceWrite {
  readonly generateName: string;
  readonly resourceVersion: string;
}

/** Reads a resource leniently: what is missing is empty. */
export function readResource(sent: JsonObject): SentResource {
  const metadata = asObject(sent['metadata']);
  const annotations = asObject(metadata['annotations']);
  return {
    name: textAt(metadata, 'name'),
    generateName: textAt(metadata, 'generateName'),
    resourceVersion: textAt(metadata, 'resourceVersion'),
    folder: textAt(annotations, 'grafana.app/folder'),
    message: textAt(annotations, 'grafana.app/message'),
    spec: asObject(sent['spec']),
  };
}
