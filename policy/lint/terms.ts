import { entityLabels } from '../entities';
import { clusterKey, namespaceKey, namespaceLabelsKey, serviceAccountKey, splitSource } from '../labels';
import { keysOf, type SelectorTerms } from '../selector';
import { namedNamespaces } from '../subsumption';
import type { LintContext } from './context';

/** Whether no workload that a selector can reach has a label, which Cilium does not set either. */
export function isUnknownKey(text: string, terms: SelectorTerms, context: LintContext): boolean {
  const { source, key } = splitSource(text);
  if (source === 'reserved') return !Object.values(entityLabels).flat().includes(key);
  const isSetByCilium =
    [namespaceKey, serviceAccountKey, clusterKey].includes(key) || key.startsWith(`${namespaceLabelsKey}.`);
  // A rule of its own is about the label of namespaces, and a term that wants a label absent holds without it.
  if (isSetByCilium || key === 'kubernetes.io/metadata.name' || isWantedAbsent(text, terms)) return false;
  const { workloads, known } = context;
  if (workloads.some(({ endpoint }) => Object.hasOwn(endpoint.labels ?? {}, key))) return false;
  // Labels of Cilium's own are known without any workload.
  return /^io\.(cilium|kubernetes)\b/.test(key) || known.reachesKnown(terms);
}

export const hasUnknownKey = (terms: SelectorTerms, context: LintContext) =>
  keysOf(terms).some(key => isUnknownKey(key, terms, context));

const isWantedAbsent = (text: string, { expressions }: SelectorTerms) =>
  expressions.some(({ key, operator }) => key === text && operator !== 'In' && operator !== 'Exists');

/** ``no workload in `shop` has `app=api` and `tier Exists` ``, without what Cilium adds to every selector. */
export function describeAbsence(terms: SelectorTerms): string {
  const namespaces = namedNamespaces(terms) ?? [];
  const plain = (key: string) => key.replace(/^(any|k8s):/, '');
  const isAdded = (key: string) => plain(key) === clusterKey || (namespaces.length > 0 && plain(key) === namespaceKey);
  const texts = [
    ...Object.entries(terms.labels)
      .filter(([key]) => !isAdded(key))
      .map(([key, value]) => `\`${plain(key)}=${value}\``),
    ...terms.expressions
      .filter(({ key }) => !isAdded(key))
      .map(({ key, operator, values = [] }) => `\`${[plain(key), operator, ...values].join(' ')}\``),
  ];
  const where = namespaces.length === 0 ? '' : ` in ${namespaces.map(name => `\`${name}\``).join(' or ')}`;
  return texts.length === 0 ? `there is no workload${where}` : `no workload${where} has ${texts.join(' and ')}`;
}
