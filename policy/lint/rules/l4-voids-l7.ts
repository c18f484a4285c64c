import { selectsAllOf } from '../context';
import { coversPeers, coversPort } from '../coverage';
import type { LintRule } from '../rule';

export const l4VoidsL7: LintRule = {
  code: 'l4-voids-l7',
  severity: 'warning',
  summary: 'an allow without L7 rules for the same peers and port as one with them',
  why: 'Allows are a union, also at L7: where one rule lets a peer reach a port without asking for the request, every request is let through, and the HTTP or DNS rules of the other only log. It is the same across policies and across namespaces.',
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
  find: context =>
    context.rules.flatMap(rule =>
      rule.verdict === 'deny'
        ? []
        : rule.ports
            .filter(({ http, dns }) => http !== undefined || dns !== undefined)
            .flatMap(entry => {
              const voiding = context.rules.find(
                other =>
                  other.verdict === 'allow' &&
                  selectsAllOf(other, rule, context) &&
                  coversPeers(other, rule) &&
                  entry.ports.length > 0 &&
                  entry.ports.every(match => coversPort(plainPorts(other), match)),
              );
              if (voiding === undefined) return [];
              const { manifest, path } = voiding.ref;
              return [
                {
                  manifest: entry.ref.manifest,
                  path: [...entry.ref.path, 'rules'],
                  message: `every request passes by the rule at ${manifest.file}:${manifest.lineOf(path)}, which has no L7 rules`,
                  repair: 'narrow one of the two',
                },
              ];
            }),
    ),
};

/** The ports that a rule opens without L7 rules; undefined is every port. */
function plainPorts({ ports }: Parameters<typeof coversPeers>[0]) {
  if (ports.length === 0) return undefined;
  return ports
    .filter(({ http, dns, serverNames, listener }) => !http && !dns && !listener && serverNames.length === 0)
    .flatMap(entry => entry.ports);
}
