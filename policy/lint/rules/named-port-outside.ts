import type { PeerSelector } from '../../peers';
import { keysOf } from '../../selector';
import { type LintRule, onRules } from '../visit';

export const namedPortOutside: LintRule = {
  code: 'named-port-outside',
  severity: 'error',
  title: 'A named port for peers that have no named ports',
  why: 'On egress, Cilium looks a named port up at the peer. Only pods have named ports: for CIDRs, DNS names and entities such as `world`, the rule never matches.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toCIDR: [192.0.2.0/24]
      toPorts: [{ ports: [{ port: https, protocol: TCP }] }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toCIDR: [192.0.2.0/24]
      toPorts: [{ ports: [{ port: "443", protocol: TCP }] }]
`,
  source: 'cilium 1.19 pkg/policy/l4.go toMapState',
  find: onRules(rule => {
    const { peers = [], direction, ref } = rule;
    if (
      direction !== 'egress' ||
      rule.node ||
      peers.length === 0 ||
      !peers.every(({ selector }) => hasNoPorts(selector))
    )
      return [];
    return rule.ports.flatMap(entry =>
      [...new Set(entry.ports.flatMap(({ name }) => name ?? []))].map(name => ({
        in: ref.manifest,
        at: entry.ref.path,
        message: `the peers have no port named \`${name}\`: only pods have named ports`,
        repair: 'write the number of the port',
      })),
    );
  }),
};

const hasNoPorts = ({ cidr, fqdn, terms, wide }: PeerSelector) =>
  cidr !== undefined ||
  fqdn !== undefined ||
  wide === 'world' ||
  (terms !== undefined && keysOf(terms).length > 0 && keysOf(terms).every(key => key.startsWith('reserved:')));
