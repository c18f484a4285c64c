import type { PolicyRule } from '../../rules';
import { selectsAllOf } from '../context';
import { coversPeers, coversPort } from '../coverage';
import { type LintRule, onRules } from '../visit';

export const l4VoidsL7: LintRule = {
  code: 'l4-voids-l7',
  severity: 'warning',
  title: 'An allow without L7 rules for the same peers and port as one with them',
  why: 'Allows unite, also at L7: where one rule lets a peer reach a port without looking at the request, every request passes, and the HTTP or DNS rules of the other only log. This holds across policies and namespaces.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts:
        - ports: [{ port: "80", protocol: TCP }]
          rules: { http: [{ method: GET }] }
    - fromEndpoints: [{ matchLabels: { app: web } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: web } }]
      toPorts:
        - ports: [{ port: "80", protocol: TCP }]
          rules: { http: [{ method: GET }] }
        - ports: [{ port: "443", protocol: TCP }]
`,
  source: 'cilium 1.19 pkg/policy/rule.go mergePortProto',
  find: onRules((rule, context) =>
    rule.ports.flatMap(entry => {
      if (rule.verdict === 'deny' || (entry.http ?? entry.dns) === undefined || entry.ports.length === 0) return [];
      const voiding = context.rules.find(
        other =>
          other.verdict === 'allow' &&
          selectsAllOf(other, rule, context) === true &&
          coversPeers(other, rule) &&
          entry.ports.every(match => coversPort(plainPorts(other), match)),
      );
      if (voiding === undefined) return [];
      const { manifest, path } = voiding.ref;
      return [
        {
          in: entry.ref.manifest,
          at: [...entry.ref.path, 'rules'],
          message: `these rules restrict nothing: ${manifest.file}:${manifest.lineOf(path)} allows the same without L7 rules`,
          repair: 'narrow one of the two rules',
        },
      ];
    }),
  ),
};

/** The ports that a rule opens without L7 rules; undefined is every port. */
function plainPorts({ ports }: PolicyRule) {
  if (ports.length === 0) return undefined;
  return ports
    .filter(({ http, dns, serverNames, listener }) => !http && !dns && !listener && serverNames.length === 0)
    .flatMap(entry => entry.ports);
}
