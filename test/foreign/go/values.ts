/** What a Go expression comes to here. Structs and pointers to them are one: nothing that is read needs the difference. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | ReadonlyMap<Value, Value>
  | Struct
  | Tuple
  | Callable;

export type Callable = (args: readonly Value[], line: number) => Value;

/** A struct literal, a package, or an object that only its methods know. */
export class Struct {
  constructor(
    readonly type: string,
    readonly fields: ReadonlyMap<string, Value>,
    /** Whether fields that are not there are zero, or unknown. */
    readonly isLiteral = false,
  ) {}

  with(name: string, value: Value): Struct {
    return new Struct(this.type, new Map([...this.fields, [name, value]]), this.isLiteral);
  }
}

/** A value whose contents only the library that made it reads. */
export class Host<T> extends Struct {
  constructor(
    type: string,
    readonly data: T,
  ) {
    super(type, new Map());
  }
}

/** The results of a function that has several, and of one that has none. */
export class Tuple {
  constructor(readonly values: readonly Value[]) {}
}

/** A part of the language, or of a library, that is not known here. */
export class UnsupportedError extends Error {}

export const object = (type: string, fields: Readonly<Record<string, Value>>): Struct =>
  new Struct(type, new Map(Object.entries(fields)));

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const isMap = (value: Value | undefined): value is ReadonlyMap<Value, Value> => value instanceof Map;

/** A list, of which the zero value is nil. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === null || value === undefined) return [];
  if (isList(value)) return value;
  throw new UnsupportedError(`${describe(value)} where a list is expected`);
}

export function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new UnsupportedError(`${describe(value)} where a string is expected`);
}

export function numberOf(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  throw new UnsupportedError(`${describe(value)} where a number is expected`);
}

export function labelsOf(value: Value | undefined): Record<string, string> {
  if (!isMap(value)) throw new UnsupportedError('labels that are not a map');
  return Object.fromEntries([...value].map(([key, text]) => [textOf(key), textOf(text)]));
}

export function describe(value: Value | undefined): string {
  if (value instanceof Struct) return value.type;
  if (isList(value)) return 'a list';
  if (isMap(value)) return 'a map';
  return typeof value === 'function' ? 'a function' : `${value}`;
}
