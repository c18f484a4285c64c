import { compare } from '../model/finding';
import { type LabelRequirement, type LabelSelector, satisfies } from '../model/label-selector';
import type { Settings } from './input';
import {
  clusterKey,
  type LabelSet,
  namespaceKey,
  namespaceLabelsKey,
  splitSource,
  type Unlisted,
  withSource,
} from './labels';

/** A label selector whose keys name their source; `any:` matches every source. */
export interface SelectorTerms {
  readonly labels: Readonly<Record<string, string>>;
  readonly expressions: readonly LabelRequirement[];
}

export interface LabelMatcher {
  readonly terms: SelectorTerms;
  /** Cilium merges rules whose selectors are written alike: the same key, the same selector. */
  readonly key: string;
  /** Whether it selects them, or might with labels that are not listed. */
  matches(labels: LabelSet): boolean;
  /** Why it cannot be known whether it selects labels that it might. */
  doubt(labels: LabelSet): string | undefined;
}

/** The surroundings of a policy, on which the meaning of its selectors depends. */
export interface Scope {
  /** Undefined in a cluster-wide policy. */
  readonly namespace?: string;
  readonly settings: Settings;
  /** The rule's subject is `reserved:init`: its peers need no namespace. */
  readonly selectsInit?: boolean;
}

export function encodeKeys(source: string, selector: LabelSelector): SelectorTerms {
  return {
    labels: Object.fromEntries(
      Object.entries(selector.matchLabels ?? {}).map(([key, value]) => [withSource(source, key), value]),
    ),
    expressions: (selector.matchExpressions ?? []).map(term => ({ ...term, key: withSource(source, term.key) })),
  };
}

export function matcher(terms: SelectorTerms): LabelMatcher {
  const labels = Object.entries(terms.labels).sort(([a], [b]) => compare(a, b));
  const requirements = [
    ...labels.map(([key, value]) => ({
      key,
      lookup: lookup(key),
      operator: 'In',
      values: [value] as readonly string[],
    })),
    ...terms.expressions.map(({ key, operator, values }) => ({
      key,
      lookup: lookup(key),
      operator,
      values: values ?? [],
    })),
  ];
  const isOpen = ({ key, lookup }: (typeof requirements)[number], set: LabelSet) =>
    set.unlisted !== undefined && isUnlisted(key, set.unlisted) && lookup(set) === undefined;
  return {
    terms,
    key: JSON.stringify([labels, terms.expressions.map(({ key, operator, values }) => [key, operator, values ?? []])]),
    matches: set =>
      requirements.every(term => satisfies(term.operator, term.values, term.lookup(set)) || isOpen(term, set)),
    doubt: set => (requirements.some(term => isOpen(term, set)) ? set.unlisted?.reason : undefined),
  };
}

/** Whether a key may name a label that is not listed; those that Cilium sets itself always are. */
function isUnlisted(text: string, { source, lacks, isIdentity }: Unlisted): boolean {
  const { source: named, key } = splitSource(text);
  if (named !== 'any' && named !== source) return false;
  return ![namespaceKey, clusterKey, ...lacks].includes(key) && isIdentity(source, key);
}

function lookup(text: string): (set: LabelSet) => string | undefined {
  const { source, key } = splitSource(text);
  return source === 'any' ? set => set.byKey.get(key) : set => set.bySource.get(text);
}

/** The `endpointSelector` of a rule: a namespaced policy selects in its namespace, whatever it says itself. */
export function subjectTerms(selector: LabelSelector, namespace: string | undefined): SelectorTerms {
  return addLabels(encodeKeys('any', selector), namespace === undefined ? {} : { [`k8s:${namespaceKey}`]: namespace });
}

/**
 * One of `fromEndpoints` or `toEndpoints`: of the policy's namespace (cluster-wide: of some namespace) and of this
 * cluster, unless the selector says otherwise (cilium 1.20 pkg/k8s/apis/cilium.io/utils getEndpointSelector).
 */
export function peerTerms(selector: LabelSelector, scope: Scope): SelectorTerms {
  const terms = encodeKeys('any', selector);
  if (keysOf(terms).some(key => key.startsWith('reserved:'))) return terms;
  return inCluster(inNamespace(terms, scope), scope.settings);
}

function inNamespace(terms: SelectorTerms, scope: Scope): SelectorTerms {
  if (hasKey(terms, namespaceKey)) return terms;
  if (scope.namespace === undefined) {
    const some = { key: `k8s:${namespaceKey}`, operator: 'Exists', values: [] };
    return scope.selectsInit ? terms : { ...terms, expressions: [...terms.expressions, some] };
  }
  const named = keysOf(terms).some(
    key => /^(k8s|any):/.test(key) && splitSource(key).key.startsWith(namespaceLabelsKey),
  );
  return named ? terms : addLabels(terms, { [`k8s:${namespaceKey}`]: scope.namespace });
}

export function inCluster(terms: SelectorTerms, settings: Settings): SelectorTerms {
  if (!settings.policyDefaultLocalCluster || hasKey(terms, clusterKey)) return terms;
  return addLabels(terms, { [`k8s:${clusterKey}`]: settings.clusterName });
}

export function addLabels(terms: SelectorTerms, labels: Readonly<Record<string, string>>): SelectorTerms {
  return { ...terms, labels: { ...terms.labels, ...labels } };
}

export function keysOf(terms: SelectorTerms): string[] {
  return [...Object.keys(terms.labels), ...terms.expressions.map(({ key }) => key)];
}

const hasKey = (terms: SelectorTerms, key: string) =>
  keysOf(terms).some(own => own === `k8s:${key}` || own === `any:${key}`);
