import type { JsonObject } from '@o11y-bench/contracts';
import type { GrafanaRequest } from '../grafana-request.ts';
import type { GrafanaStore } from '../store/grafana-store.ts';

/** A resource without what all kinds share. Times are ISO 8601. */
export interface ResourceFields {
  readonly name: string;
  /** Its number in the legacy API. */
  readonly id: number;
  readonly generation: number;
  readonly created: string;
  readonly updated: string;
  readonly folder: string;
  readonly message: string;
  readonly spec: JsonObject;
}

/** A resource that is to be written. */
export interface ResourceWrite {
  readonly name: string;
  readonly folder: string;
  readonly message: string;
  readonly spec: JsonObject;
}

/** Why a resource was not written. */
export interface WriteRefusal {
  readonly reason: 'Invalid' | 'BadRequest' | 'Conflict';
  readonly message: string;
}

/** One kind of the resource API: how it is read from the store and written to it. */
export interface ResourceKind {
  readonly group: string;
  readonly versions: readonly string[];
  readonly kind: string;
  readonly plural: string;
  readonly logged: 'dashboard' | 'folder';
  list(store: GrafanaStore): readonly ResourceFields[];
  get(store: GrafanaStore, name: string): ResourceFields | undefined;
  /** Creates the resource, or saves its next generation. */
  save(request: GrafanaRequest, write: ResourceWrite): WriteRefusal | undefined;
  delete(store: GrafanaStore, name: string): void;
}
