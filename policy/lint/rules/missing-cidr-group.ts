import { type LintRule, onItems, when } from '../visit';

export const missingCidrGroup: LintRule = {
  code: 'missing-cidr-group',
  severity: 'error',
  title: 'A CIDR group that does not exist',
  why: 'A reference to a CiliumCIDRGroup that does not exist is not an error: the rule selects nothing until the group is created. As an allow it closes what you meant to open; as a deny it opens what you meant to close.',
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
  source: 'cilium 1.19 Documentation/security/policy/layer3.rst CiliumCIDRGroup',
  find: onItems(({ item, direction }, at, _, { engine }) => {
    const key = direction === 'ingress' ? 'fromCIDRSet' : 'toCIDRSet';
    const groups = new Set(engine.policies.groups.map(({ name }) => name));
    return (item[key] ?? []).flatMap(({ cidrGroupRef }, index) =>
      when(cidrGroupRef !== undefined && !groups.has(cidrGroupRef), {
        ...at(key, index, 'cidrGroupRef'),
        message: `there is no CiliumCIDRGroup \`${cidrGroupRef}\``,
        ...(groups.size > 0 && { allowed: [...groups].join(', ') }),
        repair: 'add the group to the manifests',
      }),
    );
  }),
};
