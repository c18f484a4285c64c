import { allItems } from '../context';
import type { LintRule } from '../rule';

export const emptyRuleAsAllow: LintRule = {
  code: 'empty-rule-as-allow',
  severity: 'warning',
  summary: 'an empty allow rule beside rules that allow something',
  why: 'In a Kubernetes NetworkPolicy `egress: [{}]` allows everything. In a Cilium policy the same words allow nothing and deny by default. A policy of empty rules alone is a default deny, and is meant; beside rules that allow something an empty one is either useless or the opposite of what was wanted.',
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
  find: context =>
    allItems(context)
      .filter(({ list, item, written }) => {
        const allows = written.items.filter(({ list }) => !list.endsWith('Deny'));
        return !list.endsWith('Deny') && isEmpty(item) && !allows.every(each => isEmpty(each.item));
      })
      .map(({ written: { manifest, rule }, path, list, direction }) => ({
        manifest,
        path,
        // For a few pods it may be meant, for a whole namespace it takes DNS from all of them.
        severity:
          isAlone(rule[list]) && !isEmpty(rule.endpointSelector ?? {}) ? ('note' as const) : ('warning' as const),
        message: `the empty rule allows nothing, and denies all other ${direction} by default`,
        repair: `write \`${list}: [{ ${direction === 'egress' ? 'toEntities' : 'fromEntities'}: [all] }]\` to allow everything, or move it to a default deny of its own`,
      })),
};

const isEmpty = (item: object) => Object.keys(item).length === 0;
const isAlone = (list: readonly object[] | undefined) => (list ?? []).every(isEmpty);
