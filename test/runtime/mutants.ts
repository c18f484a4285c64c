import { isRecord, type KubernetesObject } from '../../model/manifest';
import { formatPath, type Step } from '../../model/yaml';

export interface Mutant {
  readonly mutant: KubernetesObject;
  /** What was taken away. */
  readonly change: string;
}

/** Lists whose items a policy is made of. */
const lists = [
  'selectors',
  'matchArgs',
  'matchData',
  'matchBinaries',
  'matchPIDs',
  'matchCapabilities',
  'matchActions',
  'values',
  'matchExpressions',
];

/** The policy with one thing taken away: its scope, a selector, a filter, a value, an action that stops. */
export function mutantsOf(object: KubernetesObject): Mutant[] {
  return removable(object.spec, ['spec']).map(path => ({
    mutant: without(object, path) as KubernetesObject,
    change: `without ${formatPath(path)}`,
  }));
}

function removable(value: unknown, path: readonly Step[]): Step[][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => removable(item, [...path, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key];
    if (key === 'podSelector' || key === 'hostSelector') return [at, ...removable(inner, at)];
    const items = Array.isArray(inner) && lists.includes(key) ? inner.map((_, index) => [...at, index]) : [];
    return [...items.filter(item => !isNoise(inner, item)), ...removable(inner, at)];
  });
}

/** What changes nothing: the only report, the only value, a selector without conditions, a path that is mostly a link. */
function isNoise(list: unknown, path: readonly Step[]): boolean {
  const items = list as readonly unknown[];
  const item = items[path.at(-1) as number];
  const isReport = isRecord(item) && item.action === 'Post';
  const isOpen =
    isRecord(item) && path.at(-2) === 'selectors' && !Object.keys(item).some(key => /^match(?!Actions)/.test(key));
  return isReport || isOpen || (path.at(-2) === 'values' && (items.length === 1 || isLink(item)));
}

/** Events do not show what a link leads to, so none shows whether it is in the list. */
function isLink(value: unknown): boolean {
  return typeof value === 'string' && /^\/bin\/|^\/usr\/(local\/)?bin\/(sh|nc|python3)$/.test(value);
}

function without(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, index) => index !== step)
      : value.map((item, index) => (index === step ? without(item, rest) : item));
  const { [step!]: inner, ...others } = value as Record<string, unknown>;
  return rest.length === 0 ? others : { ...(value as object), [step!]: without(inner, rest) };
}
