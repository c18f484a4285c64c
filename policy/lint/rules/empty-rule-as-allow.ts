import { type LintRule, onItems } from '../visit';

export const emptyRuleAsAllow: LintRule = {
  code: 'empty-rule-as-allow',
  severity: 'warning',
  title: 'An empty allow rule beside rules that allow something',
  why: 'In a Kubernetes NetworkPolicy `egress: [{}]` allows everything. In a Cilium policy the same words allow nothing and deny by default. A policy made only of empty rules is an intended default deny; beside rules that allow something, an empty one is either useless or the opposite of what was wanted.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: protect, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{}]
  egress:
    - {} # allow all egress
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: protect, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{}]
  egress:
    - toEntities: [all]
`,
  source: 'cilium 1.19 pkg/policy/api/rule.go',
  find: onItems(({ list, item, direction }, at, { rule, items }) => {
    const allows = items.filter(each => !each.list.endsWith('Deny'));
    if (list.endsWith('Deny') || !isEmpty(item) || allows.every(each => isEmpty(each.item))) return [];
    const denies = rule.enableDefaultDeny?.[direction] !== false;
    // For a few pods it may be on purpose, for a whole namespace it takes DNS from all of them.
    const isPlausible = (rule[list] ?? []).every(isEmpty) && !isEmpty(rule.endpointSelector ?? {});
    return [
      {
        ...at(),
        severity: isPlausible ? 'note' : 'warning',
        message: denies
          ? `the empty rule allows nothing, and switches on default deny for ${direction}`
          : 'the empty rule allows nothing, and default deny is switched off: it has no effect',
        repair: `write \`${list}: [{ ${direction === 'egress' ? 'toEntities' : 'fromEntities'}: [all] }]\` to allow everything, or move it to a default-deny policy of its own`,
      },
    ];
  }),
};

const isEmpty = (item: object) => Object.keys(item).length === 0;
