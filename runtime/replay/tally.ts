/** How often each value was seen. */
export interface Tally<Value> {
  add(value: Value, overflow: Value): void;
  counts(): readonly { readonly value: Value; readonly events: number }[];
}

/** Counts by value, of which at most `most` are kept apart: the memory does not grow with a recording. */
export function tallyOf<Value>(most: number): Tally<Value> {
  const seen = new Map<string, { value: Value; events: number }>();
  return {
    add(value, overflow) {
      const key = JSON.stringify(value);
      const kept =
        seen.has(key) || seen.size < most ? { key, value } : { key: JSON.stringify(overflow), value: overflow };
      const entry = seen.get(kept.key) ?? { value: kept.value, events: 0 };
      entry.events++;
      seen.set(kept.key, entry);
    },
    counts: () => [...seen.values()],
  };
}
