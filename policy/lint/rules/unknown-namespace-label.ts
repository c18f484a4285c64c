import { field, selectorOf } from '../../../model/fields';
import { type LintRule, onPeers } from '../visit';

export const unknownNamespaceLabel: LintRule = {
  code: 'unknown-namespace-label',
  severity: 'warning',
  title: 'A NetworkPolicy that names namespaces by a label they do not have',
  why: 'The only label that every namespace has is `kubernetes.io/metadata.name`. `name` is a leftover from times when it was set by hand: where it is not set, the peer matches nothing, while the policy still denies everything else. Other labels are judged where all namespaces are among the manifests.',
  wrong: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: {}
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { name: kube-system } } }]
`,
  right: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: {}
  ingress:
    - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
`,
  source: 'kubernetes 1.35 pkg/apis/core/types.go LabelMetadataName',
  find: onPeers(({ path }, at, { ref: { manifest } }, { namespaces, known }) => {
    if (manifest.object.kind !== 'NetworkPolicy') return [];
    const labels = new Set(['kubernetes.io/metadata.name', ...[...namespaces.values()].flatMap(Object.keys)]);
    const { matchLabels = {} } = selectorOf(field(manifest.object, ...path, 'namespaceSelector'));
    return Object.entries(matchLabels)
      .filter(([key]) => !labels.has(key) && (key === 'name' || known.exists('\0') === false))
      .map(([key, value]) => ({
        ...at('namespaceSelector', 'matchLabels', key),
        message: `no namespace has the label \`${key}\``,
        repair: `write \`kubernetes.io/metadata.name: ${value}\` to name it`,
      }));
  }),
};
