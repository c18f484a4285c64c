import { selectsAllOf } from '../context';
import { coversPeers, coversPort, portsOf } from '../coverage';
import type { LintRule } from '../rule';

export const unreachableRule: LintRule = {
  code: 'unreachable-rule',
  severity: 'warning',
  summary: 'an allow that a deny takes back entirely',
  why: 'A deny beats every allow, whichever is the more specific and whichever namespace or kind of policy they stand in. An allow whose subjects, peers and ports a deny covers can never allow anything.',
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
  find: context =>
    context.rules.flatMap(rule => {
      if (rule.verdict === 'deny' || (rule.peers ?? []).length === 0) return [];
      const deny = context.rules.find(
        other =>
          other.verdict === 'deny' &&
          selectsAllOf(other, rule, context) &&
          coversPeers(other, rule) &&
          (portsOf(rule)?.every(match => coversPort(portsOf(other), match)) ?? portsOf(other) === undefined),
      );
      if (deny === undefined) return [];
      const { manifest, path } = deny.ref;
      return [
        {
          ...rule.ref,
          message: `the deny at ${manifest.file}:${manifest.lineOf(path)} covers all of it`,
          repair: 'narrow the deny, or remove this rule',
        },
      ];
    }),
};
