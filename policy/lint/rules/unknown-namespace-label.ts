import type { NetworkPolicySpec } from '../../network-policy';
import type { LintRule } from '../rule';

export const unknownNamespaceLabel: LintRule = {
  code: 'unknown-namespace-label',
  severity: 'warning',
  summary: 'a NetworkPolicy that names namespaces by a label they do not have',
  why: 'The one label that every namespace has is `kubernetes.io/metadata.name`. `name` is a habit of times when it had to be set by hand: where nobody sets it, the peer matches nothing, while the policy still denies everything else.',
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
  find: ({ engine, namespaces }) => {
    const known = new Set(['kubernetes.io/metadata.name', ...[...namespaces.values()].flatMap(Object.keys)]);
    return [...engine.policies.accepted].flatMap(([manifest, { kind, spec }]) => {
      if (kind !== 'NetworkPolicy') return [];
      const { ingress = [], egress = [] } = (spec ?? {}) as NetworkPolicySpec;
      const peers = [
        ...ingress.flatMap((rule, index) =>
          (rule.from ?? []).map((peer, number) => ({ peer, path: ['spec', 'ingress', index, 'from', number] })),
        ),
        ...egress.flatMap((rule, index) =>
          (rule.to ?? []).map((peer, number) => ({ peer, path: ['spec', 'egress', index, 'to', number] })),
        ),
      ];
      return peers.flatMap(({ peer, path }) =>
        Object.entries(peer.namespaceSelector?.matchLabels ?? {})
          .filter(([key]) => !known.has(key) && (namespaces.size > 0 || key === 'name'))
          .map(([key, value]) => ({
            manifest,
            path: [...path, 'namespaceSelector', 'matchLabels', key],
            message: `no namespace has the label \`${key}\``,
            repair: `write \`kubernetes.io/metadata.name: ${value}\` to name it`,
          })),
      );
    });
  },
};
