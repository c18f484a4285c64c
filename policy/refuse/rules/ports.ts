import type { LintRule } from '../../lint/visit';
import { clusterwide, egress, ingress, rejections } from '../rejection';

const http = 'rules: { http: [{ method: GET }] }';
const dns = 'rules: { dns: [{ matchPattern: "*" }] }';
const repeated = (item: string, count: number) =>
  Array.from({ length: count }, (_, index) => item.replace('#', `${index + 1}`)).join(', ');

/** What is rejected of ports, ICMP and L7 rules. */
export const portRejections: readonly LintRule[] = rejections(
  {
    'port-missing': {
      title: 'A port entry without a port',
      why: 'The agent requires `port`. `"0"` is every port of the protocol. Without ports Cilium accepts VRRP and IGMP only with `enable-extended-ip-protocols`.',
      wrong: ingress('toPorts: [{ ports: [{ protocol: TCP }] }]'),
      right: ingress('toPorts: [{ ports: [{ port: "0", protocol: TCP }] }]'),
    },
    'port-unreadable': {
      title: 'A port that is neither a number nor a name',
      why: 'A port is a number up to 65535, or a service name of at most 15 letters, digits and single dashes with at least one letter.',
      wrong: ingress('toPorts: [{ ports: [{ port: "80-90", protocol: TCP }] }]'),
      right: ingress('toPorts: [{ ports: [{ port: "80", endPort: 90, protocol: TCP }] }]'),
    },
    'port-of-portless': {
      title: 'A port number for a protocol without ports',
      why: 'VRRP and IGMP have no ports. The agent accepts `"0"` alone.',
      wrong: ingress('toPorts: [{ ports: [{ port: "80", protocol: VRRP }] }]'),
      right: ingress('toPorts: [{ ports: [{ port: "0", protocol: VRRP }] }]'),
    },
    'too-many-ports': {
      title: 'More ports in one entry than Cilium accepts',
      why: 'An entry has at most 40 ports. A range counts as one.',
      wrong: ingress(`toPorts: [{ ports: [${repeated('{ port: "#", protocol: TCP }', 41)}] }]`),
      right: ingress('toPorts: [{ ports: [{ port: "1", endPort: 41, protocol: TCP }] }]'),
    },
    'protocol-unknown': {
      title: 'A protocol that port rules do not have',
      why: 'Port rules know the protocols that have ports, and `ANY` for TCP, UDP and SCTP together. ICMP has a field of its own, `icmps`.',
      wrong: ingress('toPorts: [{ ports: [{ port: "80", protocol: TCPX }] }]'),
      right: ingress('toPorts: [{ ports: [{ port: "80", protocol: TCP }] }]'),
    },
    'protocol-of-1.20': {
      title: 'A protocol that Cilium 1.20 introduces',
      why: 'Cilium 1.19 rejects the policy. Wait with the rule until every agent runs 1.20.',
      wrong: ingress('toPorts: [{ ports: [{ port: "0", protocol: GRE }] }]'),
      right: ingress('toPorts: [{ ports: [{ port: "0", protocol: VRRP }] }]'),
    },
    'icmp-with-ports': {
      title: '`icmps` and `toPorts` in one rule',
      why: 'A connection is one or the other. The agent rejects a rule with both: write two, they unite.',
      wrong: ingress('{ icmps: [{ fields: [{ type: 8 }] }], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }'),
      right: ingress('icmps: [{ fields: [{ type: 8 }] }]\n    - toPorts: [{ ports: [{ port: "80", protocol: TCP }] }]'),
    },
    'icmp-too-many': {
      title: 'More ICMP types in one entry than Cilium accepts',
      why: 'An entry has at most 40 fields.',
      wrong: ingress(`icmps: [{ fields: [${repeated('{ type: # }', 41)}] }]`),
      right: ingress('icmps: [{ fields: [{ type: 8 }] }]'),
    },
    'icmp-family': {
      title: 'An address family that does not exist',
      why: 'ICMP types belong to a family, `IPv4` or `IPv6`, spelled exactly so.',
      wrong: ingress('icmps: [{ fields: [{ type: 8, family: ipv4 }] }]'),
      right: ingress('icmps: [{ fields: [{ type: 8, family: IPv4 }] }]'),
    },
    'icmp-type': {
      title: 'An ICMP type that the family does not have',
      why: 'A type is a number up to 255 or one of the names that Cilium knows for the family.',
      wrong: ingress('icmps: [{ fields: [{ type: Ping }] }]'),
      right: ingress('icmps: [{ fields: [{ type: EchoRequest }] }]'),
    },
    'l7-needs-tcp': {
      title: 'HTTP rules on a protocol other than TCP',
      why: 'HTTP runs over TCP here. An absent protocol means TCP, UDP and SCTP together, and is rejected beside HTTP rules as well.',
      wrong: ingress(`toPorts: [{ ports: [{ port: "80" }], ${http} }]`),
      right: ingress(`toPorts: [{ ports: [{ port: "80", protocol: TCP }], ${http} }]`),
    },
    'l7-port-zero': {
      title: 'L7 rules for every port',
      why: 'The proxy listens for connections of certain ports. Name them: port 0 is rejected beside L7 rules.',
      wrong: ingress(`toPorts: [{ ports: [{ port: "0", protocol: TCP }], ${http} }]`),
      right: ingress(`toPorts: [{ ports: [{ port: "80", protocol: TCP }], ${http} }]`),
    },
    'l7-two-protocols': {
      title: 'Rules of several L7 protocols in one entry',
      why: 'A connection goes through one parser. The agent rejects an entry with rules for several: write one entry for each.',
      wrong: egress(
        'toPorts: [{ ports: [{ port: "53", protocol: TCP }], rules: { http: [{ method: GET }], dns: [{ matchPattern: "*" }] } }]',
      ),
      right: egress(`toPorts: [{ ports: [{ port: "53", protocol: TCP }], ${dns} }]`),
    },
    'l7-host-ingress': {
      title: 'L7 rules on the ingress of nodes',
      why: 'Cilium cannot send traffic to the host itself through its proxy, so a policy with `nodeSelector` has no L7 rules on ingress.',
      wrong: clusterwide(
        'nodeSelector: {}',
        'ingress:',
        `  - toPorts: [{ ports: [{ port: "80", protocol: TCP }], ${http} }]`,
      ),
      right: clusterwide('nodeSelector: {}', 'ingress:', '  - toPorts: [{ ports: [{ port: "80", protocol: TCP }] }]'),
    },
    'l7-host-http': {
      title: 'HTTP rules on the egress of nodes',
      why: 'Of the L7 rules only those for DNS work in a policy with `nodeSelector`.',
      wrong: clusterwide(
        'nodeSelector: {}',
        'egress:',
        `  - toPorts: [{ ports: [{ port: "80", protocol: TCP }], ${http} }]`,
      ),
      right: clusterwide('nodeSelector: {}', 'egress:', '  - toPorts: [{ ports: [{ port: "80", protocol: TCP }] }]'),
    },
    'dns-ingress': {
      title: 'DNS rules on ingress',
      why: 'The DNS proxy reads the lookups that pods make, so DNS rules belong to the egress of the client, not to the ingress of the server.',
      wrong: ingress(`toPorts: [{ ports: [{ port: "53", protocol: ANY }], ${dns} }]`),
      right: egress(`toPorts: [{ ports: [{ port: "53", protocol: ANY }], ${dns} }]`),
    },
    'dns-no-port': {
      title: 'DNS rules without a port',
      why: 'The proxy needs to know on which port lookups leave, usually 53.',
      wrong: egress(`toPorts: [{ ${dns} }]`),
      right: egress(`toPorts: [{ ports: [{ port: "53", protocol: ANY }], ${dns} }]`),
    },
    'dns-port-range': {
      title: 'DNS rules on a range of ports',
      why: 'The DNS proxy is set up port by port. The agent rejects a range: list the ports.',
      wrong: egress(`toPorts: [{ ports: [{ port: "53", endPort: 54, protocol: UDP }], ${dns} }]`),
      right: egress(`toPorts: [{ ports: [{ port: "53", protocol: UDP }, { port: "54", protocol: UDP }], ${dns} }]`),
    },
    'http-regex': {
      title: 'A method or path that is not a valid expression',
      why: 'Both are RE2 expressions: no look-around and no back-references. The agent rejects the whole policy.',
      wrong: ingress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ path: "/(?!admin).*" }] } }]',
      ),
      right: ingress('toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ path: "/api/.*" }] } }]'),
    },
    'header-name': {
      title: 'A header match without a name',
      why: 'A match compares one header, so it needs its name.',
      wrong: ingress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ headerMatches: [{ name: "", value: "42" }] }] } }]',
      ),
      right: ingress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ headerMatches: [{ name: X-Token, value: "42" }] }] } }]',
      ),
    },
    'header-mismatch': {
      title: 'An unknown action on a header mismatch',
      why: 'On a mismatch Envoy can log, or add, delete or replace the header. Without an action the request is denied.',
      wrong: ingress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ headerMatches: [{ name: X-Token, value: "42", mismatch: DENY }] }] } }]',
      ),
      right: ingress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ headerMatches: [{ name: X-Token, value: "42" }] }] } }]',
      ),
    },
    'header-secret': {
      title: 'A header match with a Secret without a name',
      why: 'The value is compared with the content of a Secret, which is found by its name.',
      wrong: ingress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ headerMatches: [{ name: X-Token, secret: { name: "" } }] }] } }]',
      ),
      right: ingress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ headerMatches: [{ name: X-Token, secret: { name: token } }] }] } }]',
      ),
    },
    'sni-empty': {
      title: 'An empty server name',
      why: 'An empty name matches no TLS handshake, and the agent rejects it. For any server name, leave out `serverNames`.',
      wrong: egress('toPorts: [{ ports: [{ port: "443", protocol: TCP }], serverNames: [""] }]'),
      right: egress('toPorts: [{ ports: [{ port: "443", protocol: TCP }], serverNames: [api.example.com] }]'),
    },
    'sni-with-l7': {
      title: 'Server names and L7 rules on encrypted connections',
      why: 'L7 rules read the request, which is encrypted unless Cilium terminates the TLS. The agent rejects an entry that wants both without `terminatingTLS`.',
      wrong: egress(`toPorts: [{ ports: [{ port: "443", protocol: TCP }], serverNames: [api.example.com], ${http} }]`),
      right: egress('toPorts: [{ ports: [{ port: "443", protocol: TCP }], serverNames: [api.example.com] }]'),
    },
    'listener-ingress': {
      title: 'An Envoy listener on ingress',
      why: 'Cilium redirects only egress to a listener of a CiliumEnvoyConfig.',
      wrong: ingress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], listener: { envoyConfig: { name: proxy }, name: proxy } }]',
      ),
      right: egress(
        'toPorts: [{ ports: [{ port: "80", protocol: TCP }], listener: { envoyConfig: { name: proxy }, name: proxy } }]',
      ),
    },
    'listener-with-l7': {
      title: 'An Envoy listener and L7 rules in one entry',
      why: 'The listener has its own filters, and the L7 rules would belong to another one. The agent rejects the entry.',
      wrong: egress(
        `toPorts: [{ ports: [{ port: "80", protocol: TCP }], listener: { envoyConfig: { name: proxy }, name: proxy }, ${http} }]`,
      ),
      right: egress(`toPorts: [{ ports: [{ port: "80", protocol: TCP }], ${http} }]`),
    },
  },
  'cilium 1.19 pkg/policy/api/rule_validation.go',
);
