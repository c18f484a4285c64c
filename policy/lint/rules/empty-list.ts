import { allItems } from '../context';
import type { LintRule } from '../rule';

const PEERS = ['Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'Nodes', 'Groups', 'Services', 'FQDNs'];

export const emptyList: LintRule = {
  code: 'empty-list',
  severity: 'warning',
  summary: 'an explicit empty list',
  why: 'An empty list of peers selects nobody, an absent one everybody, and any tool that reads the object into Go types and writes it back turns the first into the second. Worse, an empty `toFQDNs` is read as absent by Cilium itself: any destination on those ports.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toFQDNs: []
      toPorts: [{ ports: [{ port: "443", protocol: TCP }] }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toEntities: [world]
      toPorts: [{ ports: [{ port: "443", protocol: TCP }] }]
`,
  find: context =>
    allItems(context).flatMap(({ item, path, direction, written: { manifest } }) => {
      const side = direction === 'ingress' ? 'from' : 'to';
      const peers = PEERS.map(kind => `${side}${kind}`).filter(key => isEmptyList(item[key as keyof typeof item]));
      const http = (item.toPorts ?? []).flatMap(({ rules }, index) =>
        (['http', 'dns'] as const)
          .filter(key => isEmptyList(rules?.[key]))
          .map(key => ['toPorts', index, 'rules', key]),
      );
      return [
        ...peers.map(key => ({
          manifest,
          path: [...path, key],
          message:
            key === 'toFQDNs'
              ? 'an empty `toFQDNs` means any destination'
              : `an empty \`${key}\` selects nobody, and is easily lost for one that selects everybody`,
          repair:
            key === 'toFQDNs'
              ? 'name the destinations'
              : 'write `{}` as the rule to deny by default, or name the peers',
        })),
        ...http.map(at => ({
          manifest,
          path: [...path, ...at],
          message: 'an empty list of L7 rules restricts nothing',
          repair: 'remove it, or write a rule',
        })),
      ];
    }),
};

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
