import { parseGoJson } from './go-json-syntax.ts';
import { goJson } from './go-json.ts';
import { type GoFields, type GoStruct, type GoValue, jsonKind } from './go-type.ts';

/** Arguments as the tool's struct holds them, or the message of the JSON-RPC error. */
export type DecodedArguments<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/**
 * Reads the arguments of a call into a tool's struct as `encoding/json` does: names without regard to case, unknown ones ignored, null as
 * absent. Integers given as text are taken where they stand at the top under the exact field name.
 */
export function decodeArguments<F extends GoFields>(struct: GoStruct<F>, args: unknown): DecodedArguments<GoValue<GoStruct<F>>> {
  const first = readStruct(struct, args);
  if (first.ok) return first;
  const integers = integerFields(struct);
  if (integers.length === 0) return first;
  if (!isRecord(args)) return failed(`cannot unmarshal ${jsonKind(args)} into Go value of type map[string]json.RawMessage`);
  const unquoted = unquoteIntegers(args, integers);
  if (unquoted.kind === 'unchanged') return first;
  return unquoted.kind === 'invalid' ? failed(unquoted.message) : readStruct(struct, unquoted.args);
}

function readStruct<F extends GoFields>(struct: GoStruct<F>, args: unknown): DecodedArguments<GoValue<GoStruct<F>>> {
  if (args === undefined || args === null) return { ok: true, value: struct.zero };
  const problems: string[] = [];
  const value = struct.read(args, { path: [], problems });
  return problems[0] === undefined ? { ok: true, value } : failed(problems[0]);
}

function integerFields(struct: GoStruct<GoFields>): string[] {
  return Object.entries(struct.fields)
    .filter(([, type]) => type.isInteger)
    .map(([name]) => name);
}

type Unquoted =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'changed'; readonly args: Record<string, unknown> };

function unquoteIntegers(args: Record<string, unknown>, integers: readonly string[]): Unquoted {
  const texts = integers.filter((name) => typeof args[name] === 'string').sort();
  if (texts.length === 0) return { kind: 'unchanged' };
  const changed = { ...args };
  for (const name of texts) {
    const parsed = parseGoJson(goJson(args[name]).slice(1, -1));
    if (!parsed.ok) return { kind: 'invalid', message: `error calling MarshalJSON for type json.RawMessage: ${parsed.message}` };
    changed[name] = parsed.value;
  }
  return { kind: 'changed', args: changed };
}

function failed(message: string): { ok: false; message: string } {
  return { ok: false, message: `unmarshal args: json: ${message}` };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
