/** The value of a key that the record itself has: names such as `constructor`, which every object inherits, have none. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
