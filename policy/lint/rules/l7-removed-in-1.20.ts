import { removedL7Keys } from '../../cilium-policy';
import { type LintRule, onPortRules } from '../visit';

export const l7RemovedIn120: LintRule = {
  code: 'l7-removed-in-1.20',
  severity: 'warning',
  title: 'Kafka or generic L7 rules, which Cilium 1.20 does not have',
  why: 'Cilium 1.19 enforces `kafka`, `l7` and `l7proto` rules, which it calls deprecated. The API of 1.20 has no such fields: the API server drops them, and what is left allows the port without restriction. The rules cannot be translated to L4 rules, so plan the upgrade: restrict who reaches the port, and let the application authorize what they do there.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - toPorts: [{ ports: [{ port: "9092", protocol: TCP }], rules: { kafka: [{ role: produce, topic: orders }] } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { app: orders } }]
      toPorts: [{ ports: [{ port: "9092", protocol: TCP }] }]
`,
  source: 'cilium 1.19 pkg/policy/api/l4.go, cilium 1.20 pkg/policy/api/l4.go L7Rules',
  holdsFor: 'cilium 1.19',
  find: onPortRules(({ rules = {} }, at) =>
    removedL7Keys
      .filter(key => Object.hasOwn(rules, key))
      .map(key => ({
        ...at('rules', key),
        message: `\`${key}\` is enforced by Cilium 1.19 and gone in 1.20, where this entry would allow every request`,
        repair: 'before the upgrade to 1.20, restrict the peers of this port and authorize requests in the application',
      })),
  ),
};
