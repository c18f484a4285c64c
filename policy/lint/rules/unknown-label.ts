import type { LabelSelector } from '../../../model/label-selector';
import type { Step } from '../../../model/yaml';
import { entityLabels } from '../../entities';
import { clusterKey, namespaceKey, namespaceLabelsKey, serviceAccountKey, splitSource } from '../../labels';
import { allItems, type LintContext } from '../context';
import type { LintRule } from '../rule';

export const unknownLabel: LintRule = {
  code: 'unknown-label',
  severity: 'warning',
  summary: 'a label that no workload has, and that Cilium does not set',
  why: 'A selector matches labels of pods, and beside them the few that Cilium adds: namespace, labels of the namespace, service account, cluster, and `reserved:` ones. A label that nobody has matches nobody. Keys of pods are judged only where all workloads are among the manifests.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { k8s:io.cilium.io/policy: ingress } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEntities: [ingress]
`,
  find: context => {
    const workloads = context.complete ? context.workloads : [];
    const keys = new Set(workloads.flatMap(({ endpoint }) => Object.keys(endpoint.labels ?? {})));
    return [
      ...context.written.flatMap(({ manifest, rule, path }) =>
        unknownKeys(rule.endpointSelector, keys, [...path, 'endpointSelector'], manifest),
      ),
      ...allItems(context).flatMap(({ item, path, direction, written: { manifest } }) => {
        const key = direction === 'ingress' ? 'fromEndpoints' : 'toEndpoints';
        return (item[key] ?? []).flatMap((selector, index) =>
          unknownKeys(selector, keys, [...path, key, index], manifest),
        );
      }),
    ];
  },
};

function unknownKeys(
  selector: LabelSelector | undefined,
  keys: ReadonlySet<string>,
  path: readonly Step[],
  manifest: LintContext['written'][number]['manifest'],
) {
  const used = [
    ...Object.keys(selector?.matchLabels ?? {}).map(text => ({ text, at: [...path, 'matchLabels', text] })),
    ...(selector?.matchExpressions ?? []).flatMap(({ key, operator }, index) =>
      operator === 'In' || operator === 'Exists'
        ? [{ text: key, at: [...path, 'matchExpressions', index, 'key'] }]
        : [],
    ),
  ];
  return used.flatMap(({ text, at }) => {
    const { source, key } = splitSource(text);
    if (isKnown(source, key, keys)) return [];
    return [
      {
        manifest,
        path: at,
        message: `no pod has the label \`${text}\`, and Cilium does not set it`,
        repair: 'compare with the labels of the pod templates, or name an entity',
      },
    ];
  });
}

function isKnown(source: string, key: string, keys: ReadonlySet<string>): boolean {
  if (source === 'reserved') return Object.values(entityLabels).flat().includes(key);
  // It has a rule of its own.
  if (key === 'kubernetes.io/metadata.name') return true;
  if ([namespaceKey, serviceAccountKey, clusterKey].includes(key) || key.startsWith(`${namespaceLabelsKey}.`))
    return true;
  if (/^io\.(cilium|kubernetes)\b/.test(key)) return keys.has(key);
  return keys.size === 0 || keys.has(key);
}
