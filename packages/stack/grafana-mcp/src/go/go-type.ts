/** How one Go type reads JSON. `T` is the TypeScript side of it. */
export interface GoType<T> {
  /** The type as Go prints it in messages, such as `[]string`. */
  readonly name: string;
  /** What a Go variable of this type holds before anything is read. */
  readonly zero: T;
  /** Whether `encoding/json` takes a JSON number for it that must be whole. */
  readonly isInteger?: boolean;
  /** Reads a JSON value that is not null; problems go to `scope` and leave the zero value, as `encoding/json` goes on after them. */
  readonly read: (value: unknown, scope: ReadScope) => T;
  /** What null makes of it: the zero of a pointer, map, slice or interface; others keep what they had. */
  readonly takesNull?: boolean;
}

/** Where a value is read: the struct's name and the path of fields to it, and the first problem found. */
export interface ReadScope {
  readonly struct?: string;
  readonly path: readonly string[];
  /** Messages of what did not fit, in the order it was met. */
  readonly problems: string[];
}

/** The TypeScript side of a Go type. */
export type GoValue<G> = G extends GoType<infer T> ? T : never;

/** Fields of a Go struct by their JSON names. */
export type GoFields = Readonly<Record<string, GoType<unknown>>>;

/** A Go struct: its fields by JSON name, read without regard to case. */
export interface GoStruct<F extends GoFields> extends GoType<{ readonly [K in keyof F]: GoValue<F[K]> }> {
  readonly structName: string;
  readonly fields: F;
}

/** Go's `string`. */
export const goString: GoType<string> = {
  name: 'string',
  zero: '',
  read: (value, scope) => (typeof value === 'string' ? value : mismatch(value, 'string', '', scope)),
};

/** Go's `bool`. */
export const goBool: GoType<boolean> = {
  name: 'bool',
  zero: false,
  read: (value, scope) => (typeof value === 'boolean' ? value : mismatch(value, 'bool', false, scope)),
};

/** Go's `float64`. */
export const goFloat: GoType<number> = {
  name: 'float64',
  zero: 0,
  read: (value, scope) => (typeof value === 'number' ? value : mismatch(value, 'float64', 0, scope)),
};

/** Go's `int`. */
export const goInt: GoType<number> = integerType('int');

/** Go's `int64`. */
export const goInt64: GoType<number> = integerType('int64');

/** Go's `interface {}`: any JSON value. */
export const goAny: GoType<unknown> = { name: 'interface {}', zero: undefined, takesNull: true, read: (value) => value };

/** A pointer: absent and null are `undefined`. Messages name the type it points to. */
export function goPointer<T>(type: GoType<T>): GoType<T | undefined> {
  return { ...type, zero: undefined, takesNull: true };
}

/** A slice: absent and null are `undefined`, which Go calls nil. */
export function goSlice<T>(element: GoType<T>, elementName = element.name): GoType<readonly T[] | undefined> {
  const name = `[]${elementName}`;
  return {
    name,
    zero: undefined,
    takesNull: true,
    read: (value, scope) =>
      Array.isArray(value) ? value.map((item) => readOrZero(element, item, scope)) : mismatch(value, name, undefined, scope),
  };
}

/** A map with text keys: absent and null are `undefined`, which Go calls nil. */
export function goMap<T>(element: GoType<T>): GoType<Readonly<Record<string, T>> | undefined> {
  const name = `map[string]${element.name}`;
  return {
    name,
    zero: undefined,
    takesNull: true,
    read(value, scope) {
      if (!isRecord(value)) return mismatch(value, name, undefined, scope);
      return Object.fromEntries(sortedEntries(value).map(([key, item]) => [key, readOrZero(element, item, scope)]));
    },
  };
}

/** A struct of package `tools`. */
export function goStruct<F extends GoFields>(structName: string, fields: F): GoStruct<F> {
  const byFolded = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const name = `tools.${structName}`;
  const zero = Object.fromEntries(Object.entries(fields).map(([field, type]) => [field, type.zero]));
  const read = (value: unknown, scope: ReadScope): Record<string, unknown> => {
    if (!isRecord(value)) return mismatch(value, name, zero, scope);
    const result = { ...zero };
    for (const [key, item] of sortedEntries(value)) {
      const field = key in fields ? key : byFolded.get(key.toLowerCase());
      const type = field === undefined ? undefined : fields[field];
      if (field === undefined || type === undefined) continue;
      const inner: ReadScope = { struct: structName, path: [...scope.path, field], problems: scope.problems };
      if (item !== null) result[field] = type.read(item, inner);
      else if (type.takesNull) result[field] = type.zero;
    }
    return result;
  };
  return { name, structName, fields, zero, read } as unknown as GoStruct<F>;
}

function integerType(name: string): GoType<number> {
  return {
    name,
    zero: 0,
    isInteger: true,
    read(value, scope) {
      if (typeof value !== 'number') return mismatch(value, name, 0, scope);
      if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return value;
      report(`number ${value}`, name, scope);
      return 0;
    },
  };
}

function readOrZero<T>(type: GoType<T>, value: unknown, scope: ReadScope): T {
  return value === null ? type.zero : type.read(value, scope);
}

function mismatch<T>(value: unknown, goType: string, zero: T, scope: ReadScope): T {
  report(jsonKind(value), goType, scope);
  return zero;
}

function report(kind: string, goType: string, scope: ReadScope): void {
  const target = scope.struct === undefined ? 'value' : `struct field ${scope.struct}.${scope.path.join('.')}`;
  scope.problems.push(`cannot unmarshal ${kind} into Go ${target} of type ${goType}`);
}

/** The kind of a JSON value as Go's messages name it. */
export function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// The real server writes the arguments out again before it reads them, and Go writes maps with sorted keys.
function sortedEntries(value: Record<string, unknown>): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
