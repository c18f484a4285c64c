import type { LabelSelector } from './label-selector';
import { isRecord, type KubernetesObject } from './manifest';
import { own } from './own';
import type { Step } from './yaml';

/** Reading of objects that anybody wrote: whatever has another form than expected counts as absent. */

export function field(value: unknown, ...path: readonly Step[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof step === 'number') return Array.isArray(inner) ? inner[step] : undefined;
    return isRecord(inner) ? own(inner, step) : undefined;
  }, value);
}

export function textOf(value: unknown, ...path: readonly Step[]): string | undefined {
  const found = field(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function listOf(value: unknown, ...path: readonly Step[]): readonly unknown[] {
  const found = field(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The items of a list that are objects. */
export function recordsOf(value: unknown, ...path: readonly Step[]): Record<string, unknown>[] {
  return listOf(value, ...path).filter(isRecord);
}

export function recordOf(value: unknown, ...path: readonly Step[]): Record<string, unknown> {
  const found = field(value, ...path);
  return isRecord(found) ? found : {};
}

/** Labels, selectors: the entries whose values are texts. */
export function textsOf(value: unknown, ...path: readonly Step[]): Record<string, string> {
  const entries = Object.entries(recordOf(value, ...path));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A label selector; terms of another form are left out. */
export function selectorOf(value: unknown): LabelSelector {
  return {
    matchLabels: textsOf(value, 'matchLabels'),
    matchExpressions: listOf(value, 'matchExpressions').flatMap(term => {
      const [key, operator] = [textOf(term, 'key'), textOf(term, 'operator')];
      if (key === undefined || operator === undefined) return [];
      return [{ key, operator, values: listOf(term, 'values').filter(item => typeof item === 'string') }];
    }),
  };
}

export function annotationOf(object: KubernetesObject, key: string): string | undefined {
  return textOf(object.metadata.annotations, key);
}

/** `Deployment monitoring/grafana`, as people call an object; an empty namespace is left out. */
export function nameOf({ kind, metadata }: KubernetesObject, namespace?: string): string {
  const scope = namespace ?? textOf(metadata, 'namespace') ?? '';
  return scope === '' ? `${kind} ${metadata.name}` : `${kind} ${scope}/${metadata.name}`;
}

/** Every text in a value with its path. */
export function* textsIn(value: unknown, at: readonly Step[] = []): Generator<{ text: string; at: readonly Step[] }> {
  if (typeof value === 'string') yield { text: value, at };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* textsIn(item, [...at, index]);
  else if (isRecord(value)) for (const [key, item] of Object.entries(value)) yield* textsIn(item, [...at, key]);
}
