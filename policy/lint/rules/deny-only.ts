import type { LintRule } from '../rule';

export const denyOnly: LintRule = {
  code: 'deny-only',
  severity: 'warning',
  summary: 'a rule with denies alone, which denies everything else too',
  why: 'A deny rule switches on default deny just as an allow rule does. A policy that only means to take one destination away takes all of them, DNS included, unless it says `enableDefaultDeny`.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: no-metadata-service, namespace: shop }
spec:
  endpointSelector: {}
  egressDeny:
    - toCIDR: [169.254.169.254/32]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: no-metadata-service, namespace: shop }
spec:
  endpointSelector: {}
  enableDefaultDeny: { egress: false }
  egressDeny:
    - toCIDR: [169.254.169.254/32]
`,
  find: ({ written }) =>
    written.flatMap(({ manifest, path, rule }) =>
      (['ingress', 'egress'] as const).flatMap(direction => {
        const denies = rule[`${direction}Deny`] ?? [];
        const isAlone = denies.length > 0 && (rule[direction] ?? []).length === 0;
        if (!isAlone || rule.enableDefaultDeny?.[direction] !== undefined) return [];
        return [
          {
            manifest,
            path: [...path, `${direction}Deny`],
            message: `nothing allows ${direction} here, so its subjects are denied all of it, not these peers alone`,
            repair: `set \`enableDefaultDeny: { ${direction}: false }\`, or \`true\` where that is meant`,
          },
        ];
      }),
    ),
};
