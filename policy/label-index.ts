import type { LabelSet } from './labels';
import type { SelectorTerms } from './selector';

/** Items by labels that they have, or ask for: `k8s:app` by its source and `any:app` by any. */
type Postings<T> = Map<string, T[]>;

const keyOf = (label: string, value: string) => `${label}\n${value}`;

function post<T>(postings: Postings<T>, key: string, item: T): void {
  const list = postings.get(key);
  if (list === undefined) postings.set(key, [item]);
  else list.push(item);
}

/** The keys under which selectors may ask for the labels of a set. */
function keysOf({ bySource, byKey }: LabelSet): string[] {
  return [
    ...[...bySource].map(([label, value]) => keyOf(label, value)),
    ...[...byKey].map(([key, value]) => keyOf(`any:${key}`, value)),
  ];
}

const askedLabels = ({ labels }: SelectorTerms) => Object.entries(labels).map(([label, value]) => keyOf(label, value));

/** Finds the items whose labels a selector may match, all of them and few others; not all labels of an item may be known. */
export function indexLabels<T>(items: readonly T[], labelsOf: (item: T) => LabelSet) {
  const postings: Postings<T> = new Map();
  const isListed = (item: T) => labelsOf(item).unlisted === undefined;
  const unlisted = items.filter(item => !isListed(item));
  for (const item of items.filter(isListed)) for (const key of keysOf(labelsOf(item))) post(postings, key, item);
  return (terms: SelectorTerms): readonly T[] => {
    const lists = askedLabels(terms).map(key => postings.get(key) ?? []);
    return lists.length === 0 ? items : [...shortest(lists), ...unlisted];
  };
}

/** Finds the items whose selectors may match labels, in their order: each is kept under the rarest label that it asks for. */
export function indexSelectors<T>(items: readonly T[], termsOf: (item: T) => SelectorTerms) {
  const counts = new Map<string, number>();
  const asked = items.map(item => askedLabels(termsOf(item)));
  for (const key of asked.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const postings: Postings<number> = new Map();
  const unbound: number[] = [];
  asked.forEach((keys, index) => {
    const [rarest] = [...keys].sort((a, b) => counts.get(a)! - counts.get(b)!);
    if (rarest === undefined) unbound.push(index);
    else post(postings, rarest, index);
  });
  return (labels: LabelSet): readonly T[] => {
    if (labels.unlisted !== undefined) return items;
    const found = [...unbound, ...keysOf(labels).flatMap(key => postings.get(key) ?? [])];
    return found.sort((a, b) => a - b).map(index => items[index]!);
  };
}

const shortest = <T>(lists: readonly (readonly T[])[]): readonly T[] =>
  lists.reduce((best, list) => (list.length < best.length ? list : best));
