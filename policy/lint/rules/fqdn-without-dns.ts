import type { PolicyRule } from '../../rules';
import { type LintContext, selectsAllOf } from '../context';
import type { LintRule } from '../rule';

export const fqdnWithoutDns: LintRule = {
  code: 'fqdn-without-dns',
  severity: 'error',
  summary: 'names as peers, and no DNS rule that teaches Cilium their addresses',
  why: 'Cilium knows the addresses of a name only from answers that its DNS proxy has seen, and the proxy sees only what a rule with `rules.dns` sends through it. Without one `toFQDNs` selects nobody, for good.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: updates, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toFQDNs: [{ matchName: example.com }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: updates, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toFQDNs: [{ matchName: example.com }]
    - toEndpoints:
        - matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns }
      toPorts:
        - ports: [{ port: "53" }]
          rules: { dns: [{ matchPattern: "*" }] }
`,
  find: context =>
    context.rules.filter(hasNames).flatMap(rule => {
      if (context.rules.some(other => isTeaching(other) && selectsAllOf(other, rule, context))) return [];
      return [
        {
          manifest: rule.ref.manifest,
          path: [...rule.ref.path, 'toFQDNs'],
          message: 'no DNS rule selects the same pods, so these names never get an address',
          repair: 'add egress to the cluster DNS on port 53 with `rules: { dns: [{ matchPattern: "*" }] }`',
        },
      ];
    }),
};

const hasNames = ({ peers = [] }: PolicyRule) => peers.some(({ selector }) => selector.fqdn !== undefined);
const isTeaching = ({ ports }: LintContext['rules'][number]) => ports.some(({ dns }) => dns !== undefined);
