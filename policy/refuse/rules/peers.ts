import type { LintRule } from '../../lint/visit';
import { egress, ingress, networkPolicy, rejections } from '../rejection';

/** What is rejected of peers: CIDRs, entities, names, nodes. */
export const peerRejections: readonly LintRule[] = rejections(
  {
    'two-peer-kinds': {
      title: 'Two kinds of peers in one rule',
      why: 'Two fields of one rule would have to hold together, which no peer can do, so the agent rejects the rule. Write one rule for each kind: rules unite.',
      wrong: ingress('{ fromEndpoints: [{}], fromEntities: [world] }'),
      right: ingress('fromEndpoints: [{}]\n    - fromEntities: [world]'),
    },
    'requires-removed': {
      title: 'A field that Cilium 1.19 has removed: `fromRequires`, `toRequires`',
      why: 'The fields added terms to every selector of the rule. Without them the rule would allow more than it did, so Cilium rejects it.',
      wrong: ingress('{ fromEndpoints: [{}], fromRequires: [{ matchLabels: { env: live } }] }'),
      right: ingress('fromEndpoints: [{ matchLabels: { env: live } }]'),
    },
    'feature-disabled': {
      title: 'A field whose feature Cilium runs without',
      why: '`fromNodes` and `toNodes` work only where Cilium runs with `nodeSelectorLabels: true`, L7 rules only with `l7Proxy`, and `icmps` only with `enable-icmp-rules`. Without it the agent rejects the policy.',
      wrong: ingress('fromNodes: [{}]'),
      right: ingress('fromEntities: [remote-node]'),
    },
    'entity-unknown': {
      title: 'An entity that does not exist',
      why: 'Entities are a fixed list. Anything else has to be written as labels, CIDRs or names.',
      wrong: ingress('fromEntities: [internet]'),
      right: ingress('fromEntities: [world]'),
    },
    'entity-of-1.20': {
      title: 'An entity that Cilium 1.20 introduces',
      why: 'Cilium 1.19 rejects the policy. Until every agent runs 1.20, select pods of other clusters by the label `io.cilium.k8s.policy.cluster`.',
      wrong: ingress('fromEntities: [cluster-mesh]'),
      right: ingress(
        'fromEndpoints: [{ matchExpressions: [{ key: k8s:io.cilium.k8s.policy.cluster, operator: Exists }] }]',
      ),
    },
    'cidr-bare-address': {
      title: 'An address without a prefix length',
      why: 'Cilium 1.20 rejects it, Cilium 1.19 takes it as a single address. Write the length, so that the policy survives the upgrade.',
      wrong: egress('toCIDR: [192.0.2.7]'),
      right: egress('toCIDR: [192.0.2.7/32]'),
    },
    'cidr-unreadable': {
      title: 'A CIDR that is not valid',
      why: 'The agent rejects the whole policy, so all its other rules are not enforced either.',
      wrong: egress('toCIDR: [192.0.2.0/33]'),
      right: egress('toCIDR: [192.0.2.0/24]'),
    },
    'cidr-set-kind': {
      title: 'A CIDR set entry with no or several sources of addresses',
      why: 'An entry has exactly one of `cidr`, `cidrGroupRef` and `cidrGroupSelector`.',
      wrong: egress('toCIDRSet: [{ cidr: 192.0.2.0/24, cidrGroupSelector: { matchLabels: { site: office } } }]'),
      right: egress('toCIDRSet: [{ cidr: 192.0.2.0/24 }]'),
    },
    'except-outside': {
      title: 'An exception that lies outside its CIDR',
      why: 'An exception has to be part of the block that it is taken from. Everything else would have no effect, and is rejected.',
      wrong: egress('toCIDRSet: [{ cidr: 192.0.2.0/24, except: [198.51.100.0/24] }]'),
      right: egress('toCIDRSet: [{ cidr: 192.0.2.0/24, except: [192.0.2.128/25] }]'),
    },
    'fqdn-name': {
      title: 'A DNS name that is not valid',
      why: '`matchName` is one literal name: no wildcard, scheme, port or path. A pattern goes into `matchPattern`.',
      wrong: egress('toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchName: "*.example.com" }] } }]'),
      right: egress('toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "*.example.com" }] } }]'),
    },
    'fqdn-pattern': {
      title: 'A DNS pattern that is not valid',
      why: 'A pattern is a name in which `*` matches any characters of a label. It is not a regular expression.',
      wrong: egress(
        'toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "(www|api).example.com" }] } }]',
      ),
      right: egress('toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "*.example.com" }] } }]'),
    },
    'fqdn-name-and-pattern': {
      title: 'A name and a pattern in one entry of `toFQDNs`',
      why: 'An entry of `toFQDNs` has one of the two. In DNS rules both are allowed, and either may match.',
      wrong: egress('toFQDNs: [{ matchName: example.com, matchPattern: "*.example.com" }]'),
      right: egress(
        'toFQDNs: [{ matchName: example.com }, { matchPattern: "*.example.com" }]\n    - toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "*" }] } }]',
      ),
    },
    'end-port-alone': {
      title: 'An `endPort` without a numeric `port`',
      why: 'A range in a NetworkPolicy starts at a number. The API server rejects a range that starts nowhere or at a name.',
      wrong: networkPolicy('podSelector: {}', 'ingress: [{ ports: [{ port: http, endPort: 8090 }] }]'),
      right: networkPolicy('podSelector: {}', 'ingress: [{ ports: [{ port: 8080, endPort: 8090 }] }]'),
    },
    'range-inverted': {
      title: 'A NetworkPolicy port range that ends before it starts',
      why: 'The API server rejects the policy. In a Cilium policy the same mistake is accepted: see `inverted-range`.',
      wrong: networkPolicy('podSelector: {}', 'ingress: [{ ports: [{ port: 8090, endPort: 8080 }] }]'),
      right: networkPolicy('podSelector: {}', 'ingress: [{ ports: [{ port: 8080, endPort: 8090 }] }]'),
    },
  },
  'cilium 1.19 pkg/policy/api/rule_validation.go, kubernetes 1.35 pkg/apis/networking/validation',
);
