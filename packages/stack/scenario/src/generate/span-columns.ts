import { spanKindNames, spanStatusNames, type TraceTable } from '../world/trace-table.ts';
import type { RequestRecord } from './draw-requests.ts';
import type { ResolvedScenario } from './resolve-scenario.ts';
import type { SpanRow } from './span-rows.ts';

const scopeName = 'o11y-bench';

/** A trace before it goes into columns. */
export interface TraceRows {
  readonly request: RequestRecord;
  readonly rows: readonly SpanRow[];
  /** Two 32-bit words per span. */
  readonly spanIds: readonly (readonly number[])[];
}

/** Collects traces into the columns of a {@link TraceTable}. */
export class SpanColumns {
  readonly #scenario: ResolvedScenario;
  readonly #table: TraceTable;
  readonly #names = new Dictionary<string>();
  readonly #services = new Dictionary<string>();
  readonly #attributeSets = new Dictionary<Readonly<Record<string, string | number>>>();
  #traces = 0;
  #spans = 0;

  constructor(scenario: ResolvedScenario, traces: number, spans: number) {
    this.#scenario = scenario;
    this.#table = {
      traceIds: new Uint8Array(traces * 16),
      firstSpans: new Uint32Array(traces + 1),
      spanIds: new Uint8Array(spans * 8),
      parents: new Int32Array(spans),
      nameIds: new Uint16Array(spans),
      serviceIds: new Uint8Array(spans),
      kinds: new Uint8Array(spans),
      statuses: new Uint8Array(spans),
      attributeIds: new Uint16Array(spans),
      startsNs: new Float64Array(spans),
      durationsNs: new Float64Array(spans),
      names: this.#names.items,
      services: this.#services.items,
      attributeSets: this.#attributeSets.items,
      scope: scopeName,
    };
  }

  /** Appends a trace. */
  add({ request, rows, spanIds }: TraceRows): void {
    writeWords(this.#table.traceIds, this.#traces * 16, request.traceId);
    const first = this.#spans;
    for (const [index, row] of rows.entries()) this.#addSpan(row, request, first, spanIds[index] ?? []);
    this.#traces++;
    this.#table.firstSpans[this.#traces] = this.#spans;
  }

  /** What was collected. */
  table(): TraceTable {
    return this.#table;
  }

  #addSpan(row: SpanRow, request: RequestRecord, first: number, id: readonly number[]): void {
    const span = this.#spans++;
    const table = this.#table;
    writeWords(table.spanIds, span * 8, id);
    table.parents[span] = row.parent < 0 ? -1 : first + row.parent;
    table.nameIds[span] = this.#names.idOf(row.name, row.name);
    table.serviceIds[span] = this.#services.idOf(row.service, row.service);
    table.kinds[span] = spanKindNames.indexOf(row.kind);
    table.statuses[span] = spanStatusNames.indexOf(row.failed ? 'error' : 'unset');
    table.attributeIds[span] = this.#attributesOf(row, request);
    table.startsNs[span] = row.startNs;
    table.durationsNs[span] = row.durationNs;
  }

  #attributesOf({ service, http }: SpanRow, { method, path, status }: RequestRecord): number {
    const own = { 'service.name': service };
    if (!http) return this.#attributeSets.idOf(service, own);
    const url = `http://${this.#scenario.services[service]?.instance}${path}`;
    const attributes = { ...own, 'http.method': method, 'http.route': path, 'http.url': url, 'http.status_code': status };
    return this.#attributeSets.idOf(`${service} ${method} ${path} ${status}`, attributes);
  }
}

/** Numbers values in the order of their first use. */
class Dictionary<Value> {
  readonly items: Value[] = [];
  readonly #ids = new Map<string, number>();

  idOf(key: string, value: Value): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.items.length);
    this.items.push(value);
    return this.items.length - 1;
  }
}

/** Writes 32-bit words, most significant byte first. */
function writeWords(bytes: Uint8Array, start: number, words: readonly number[]): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (const [index, word] of words.entries()) view.setUint32(start + index * 4, word);
}
