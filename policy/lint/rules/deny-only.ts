import { formatPath, type Step } from '../../../model/yaml';
import { allowsAnything } from '../../compile';
import type { PolicyRule } from '../../rules';
import { areDisjoint } from '../../subsumption';
import { type LintContext, subjectsOf, type WrittenItem } from '../context';
import { type LintRule, onSpecs, when } from '../visit';

export const denyOnly: LintRule = {
  code: 'deny-only',
  severity: 'warning',
  title: 'Denies that nothing allows around',
  why: 'A deny rule switches on default deny just as an allow rule does. Where no policy allows anything to the same pods in that direction, a policy that is meant to block one destination blocks all of them, DNS included, unless it sets `enableDefaultDeny`. A deny list that is empty, or that denies everyone, is a default deny on purpose and not reported.',
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
  source: 'cilium 1.19 pkg/policy/api/rule.go EnableDefaultDeny',
  find: onSpecs(({ manifest, rule, items }, at, context) =>
    (['ingress', 'egress'] as const).flatMap(direction => {
      const denies = items.filter(({ list }) => list === `${direction}Deny`);
      const isAlone = denies.length > 0 && (rule[direction] ?? []).length === 0;
      if (!isAlone || rule.enableDefaultDeny?.[direction] !== undefined) return [];
      const translated = context.judged.filter(({ ref }) => ref.manifest === manifest && isOneOf(ref.path, denies));
      if (
        translated.length === 0 ||
        translated.some(deniesAll) ||
        translated.every(({ peers, ports }) => peers?.length === 0 && ports.length === 0)
      )
        return [];
      return when(!isAllowedSomething(translated[0]!, context), {
        ...at(`${direction}Deny`),
        message: `no policy allows any ${direction} of these pods, so this denies all of it, not only these peers`,
        repair: `set \`enableDefaultDeny: { ${direction}: false }\`, or \`true\` if that is what you want`,
      });
    }),
  ),
};

const isOneOf = (path: readonly Step[], items: readonly WrittenItem[]) =>
  items.some(item => formatPath(item.path) === formatPath(path));

const deniesAll = ({ peers = [], ports }: PolicyRule) =>
  ports.length === 0 && peers.some(({ selector }) => selector.wide === 'all');

/** Whether policies allow something to the subjects; where these are not known, whether any policy might. */
function isAllowedSomething(rule: PolicyRule, context: LintContext): boolean {
  const subjects = subjectsOf(rule, context);
  if (subjects.length > 0 && context.known.reachesKnown(rule.subject.terms))
    return subjects.every(({ workload }) => {
      const policy = context.engine.endpoint(workload.name).policy;
      return policy?.conflict !== undefined || (policy !== undefined && allowsAnything(policy[rule.direction]));
    });
  return context.rules.some(
    other =>
      other.verdict === 'allow' &&
      other.direction === rule.direction &&
      other.node === rule.node &&
      other.peers !== undefined &&
      other.peers.length + other.ports.length > 0 &&
      !areDisjoint(other.subject.terms, rule.subject.terms),
  );
}
