import { field } from '../../../model/fields';
import { type LintRule, onItems } from '../visit';

const peerLists = ['Endpoints', 'Entities', 'CIDR', 'CIDRSet', 'Nodes', 'Groups', 'Services', 'FQDNs'];

export const emptyList: LintRule = {
  code: 'empty-list',
  severity: 'warning',
  title: 'An explicit empty list',
  why: 'An empty list of peers selects nothing, an absent one everything, and any tool that reads the object into Go types and writes it back turns the first into the second. Worse, Cilium itself reads an empty `toFQDNs` as absent: any destination on those ports.',
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
  source: 'cilium 1.19 pkg/policy/api/egress.go',
  find: onItems(({ item, direction }, at) => {
    const side = direction === 'ingress' ? 'from' : 'to';
    const peers = peerLists.map(list => `${side}${list}`).filter(key => isEmptyList(field(item, key)));
    const rules = (item.toPorts ?? []).flatMap((entry, index) =>
      (['http', 'dns'] as const)
        .filter(key => isEmptyList(entry.rules?.[key]))
        .map(key => ['toPorts', index, 'rules', key] as const),
    );
    return [
      ...peers.map(key =>
        key === 'toFQDNs'
          ? { ...at(key), message: 'an empty `toFQDNs` means any destination', repair: 'name the destinations' }
          : {
              ...at(key),
              message: `an empty \`${key}\` selects nothing, and tools that drop it make it select everything`,
              repair: 'write `{}` as the rule to deny by default, or name the peers',
            },
      ),
      ...rules.map(steps => ({
        ...at(...steps),
        message: 'an empty list of L7 rules restricts nothing',
        repair: 'remove it, or write a rule',
      })),
    ];
  }),
};

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
