import { allItems } from '../context';
import type { LintRule } from '../rule';

export const missingCidrGroup: LintRule = {
  code: 'missing-cidr-group',
  severity: 'error',
  summary: 'a CIDR group that does not exist',
  why: 'A reference to a CiliumCIDRGroup that nobody has applied is no error: the rule selects nobody until the group comes. As an allow it closes what was to be open, as a deny it opens what was to be closed.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: office, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromCIDRSet: [{ cidrGroupRef: office }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumCIDRGroup
metadata: { name: office }
spec: { externalCIDRs: [192.0.2.0/24] }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: office, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromCIDRSet: [{ cidrGroupRef: office }]
`,
  find: context => {
    const groups = new Set(context.engine.policies.groups.map(({ name }) => name));
    return allItems(context).flatMap(({ item, path, direction, written: { manifest } }) => {
      const key = direction === 'ingress' ? 'fromCIDRSet' : 'toCIDRSet';
      return (item[key] ?? []).flatMap(({ cidrGroupRef }, index) =>
        cidrGroupRef === undefined || groups.has(cidrGroupRef)
          ? []
          : [
              {
                manifest,
                path: [...path, key, index, 'cidrGroupRef'],
                message: `there is no CiliumCIDRGroup \`${cidrGroupRef}\``,
                repair: 'apply the group together with the policy',
              },
            ],
      );
    });
  },
};
