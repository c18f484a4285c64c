import { selectsAllOf } from '../context';
import { coversPeers, coversPort, portsOf } from '../coverage';
import { type LintRule, onRules } from '../visit';

export const unreachableRule: LintRule = {
  code: 'unreachable-rule',
  severity: 'warning',
  title: 'An allow that a deny takes back entirely',
  why: 'A deny beats every allow, however specific either is and whichever namespace or kind of policy they are in. An allow whose subjects, peers and ports are all covered by a deny never allows anything.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: "80", protocol: TCP }] }]
  ingressDeny:
    - fromEntities: [all]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts: [{ ports: [{ port: "80", protocol: TCP }] }]
  ingressDeny:
    - fromEntities: [world]
`,
  source: 'cilium 1.19 pkg/policy/mapstate.go',
  find: onRules((rule, context) => {
    if (rule.verdict === 'deny' || (rule.peers ?? []).length === 0) return [];
    const deny = context.rules.find(
      other =>
        other.verdict === 'deny' &&
        selectsAllOf(other, rule, context) === true &&
        coversPeers(other, rule) &&
        (portsOf(rule)?.every(match => coversPort(portsOf(other), match)) ?? portsOf(other) === undefined),
    );
    if (deny === undefined) return [];
    const { manifest, path } = deny.ref;
    return [
      {
        in: rule.ref.manifest,
        at: rule.ref.path,
        message: `the deny at ${manifest.file}:${manifest.lineOf(path)} covers all of it`,
        repair: 'narrow the deny, or remove this rule',
      },
    ];
  }),
};
