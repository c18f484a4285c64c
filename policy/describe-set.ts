/** Some of the parts that a whole is divided into, under a name of their own. */
export interface NamedSet {
  readonly text: string;
  readonly parts: ReadonlySet<number>;
}

/**
 * The shortest way to name a set of parts: by names, and by names with exceptions; `example` names a part that they do
 * not single out. Names go from wide to narrow.
 */
export function describeSet(
  wanted: ReadonlySet<number>,
  names: readonly NamedSet[],
  example: (part: number) => string,
): string {
  const single = bySingleName(wanted, names);
  const several = bySeveralNames(wanted, names, example);
  return single !== undefined && single.cost <= several.cost ? single.text : several.text;
}

interface Description {
  readonly text: string;
  /** How many names it takes. */
  readonly cost: number;
}

/** The narrowest name that holds all, with exceptions. */
function bySingleName(wanted: ReadonlySet<number>, names: readonly NamedSet[]): Description | undefined {
  for (const name of [...names].reverse()) {
    const described = isSubset(wanted, name.parts) ? withExceptions(name, wanted, names) : undefined;
    if (described !== undefined) return described;
  }
  return undefined;
}

/** All names that are wanted whole, then what is left by names with exceptions, the narrowest first. */
function bySeveralNames(
  wanted: ReadonlySet<number>,
  names: readonly NamedSet[],
  example: (part: number) => string,
): Description {
  const rest = new Set(wanted);
  const whole: string[] = [];
  for (const { text, parts } of names) {
    if (!isSubset(parts, wanted) || ![...parts].some(part => rest.has(part))) continue;
    whole.push(text);
    for (const part of parts) rest.delete(part);
  }
  const limited: Description[] = [];
  for (const name of [...names].reverse()) {
    const held = [...name.parts].filter(part => rest.has(part));
    const found = held.length === 0 ? undefined : withExceptions(name, rest, names);
    if (found === undefined) continue;
    limited.push(found);
    for (const part of held) rest.delete(part);
  }
  const items = [
    ...(whole.length === 0 ? [] : [{ text: whole.join(', '), cost: whole.length }]),
    ...limited,
    ...[...rest].map(part => ({ text: example(part), cost: 1 })),
  ];
  return { text: items.map(({ text }) => text).join(' and '), cost: items.reduce((sum, { cost }) => sum + cost, 0) };
}

/** A name without those of its parts that are not wanted, where other names hold them and nothing that is wanted. */
function withExceptions(
  { text, parts }: NamedSet,
  wanted: ReadonlySet<number>,
  names: readonly NamedSet[],
): Description | undefined {
  const missing = new Set([...parts].filter(part => !wanted.has(part)));
  const exceptions: string[] = [];
  for (const other of names) {
    if (missing.size === 0) break;
    const held = [...other.parts].filter(part => missing.has(part));
    if (held.length === 0 || [...other.parts].some(part => parts.has(part) && wanted.has(part))) continue;
    exceptions.push(other.text);
    for (const part of held) missing.delete(part);
  }
  if (missing.size > 0) return undefined;
  return {
    text: exceptions.length === 0 ? text : `${text} except ${exceptions.join(', ')}`,
    cost: 1 + exceptions.length,
  };
}

const isSubset = (inner: ReadonlySet<number>, outer: ReadonlySet<number>) =>
  inner.size > 0 && inner.size <= outer.size && [...inner].every(part => outer.has(part));
