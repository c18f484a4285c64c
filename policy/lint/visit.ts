import type { LabelSelector } from '../../model/label-selector';
import type { Manifest } from '../../model/manifest';
import type { Rule, RuleFinding } from '../../model/rule';
import type { Step } from '../../model/yaml';
import type { HttpRule, PortProtocol, PortRule } from '../cilium-types';
import type { PolicyRule, RulePeer } from '../rules';
import type { LintContext, WrittenItem, WrittenRule } from './context';

/** Something that Cilium accepts although it is almost certainly a mistake. */
export type LintRule = Rule<LintContext>;
type Find = LintRule['find'];

/** The place of a finding inside what is visited: `at('host')`. */
export type At = (...steps: Step[]) => Pick<RuleFinding, 'in' | 'at'>;

type Found = readonly RuleFinding[];
type Visit<Part, Around> = (part: Part, at: At, around: Around, context: LintContext) => Found;

export const placeIn =
  (manifest: Manifest, path: readonly Step[]): At =>
  (...steps) => ({ in: manifest, at: [...path, ...steps] });

const inside =
  (at: At, ...outer: Step[]): At =>
  (...steps) =>
    at(...outer, ...steps);

/** Each `spec` of Cilium's policies, and each item of `specs`. */
export const onSpecs =
  (visit: (spec: WrittenRule, at: At, context: LintContext) => Found): Find =>
  context =>
    context.written.flatMap(spec => visit(spec, placeIn(spec.manifest, spec.path), context));

/** Each item of `ingress`, `ingressDeny`, `egress` and `egressDeny`. */
export const onItems = (visit: Visit<WrittenItem, WrittenRule>): Find =>
  onSpecs((spec, _, context) =>
    spec.items.flatMap(item => visit(item, placeIn(spec.manifest, item.path), spec, context)),
  );

/** Each selector of `fromEndpoints` and `toEndpoints`. */
export const onPeerSelectors = (visit: Visit<LabelSelector, WrittenRule>): Find =>
  onItems(({ item, direction }, at, spec, context) => {
    const key = direction === 'ingress' ? 'fromEndpoints' : 'toEndpoints';
    return (item[key] ?? []).flatMap((selector, index) => visit(selector, inside(at, key, index), spec, context));
  });

/** Each entry of `toPorts`. */
export const onPortRules = (visit: Visit<PortRule, WrittenItem>): Find =>
  onItems((item, at, _, context) =>
    (item.item.toPorts ?? []).flatMap((entry, index) => visit(entry, inside(at, 'toPorts', index), item, context)),
  );

/** Each port of each entry of `toPorts`. */
export const onPorts = (visit: Visit<PortProtocol, WrittenItem>): Find =>
  onPortRules((entry, at, item, context) =>
    (entry.ports ?? []).flatMap((port, index) => visit(port, inside(at, 'ports', index), item, context)),
  );

/** Each HTTP rule. */
export const onHttpRules = (visit: Visit<HttpRule, WrittenItem>): Find =>
  onPortRules((entry, at, item, context) =>
    (entry.rules?.http ?? []).flatMap((rule, index) => visit(rule, inside(at, 'rules', 'http', index), item, context)),
  );

/** Each rule as Cilium translates it, of every kind of policy. */
export const onRules =
  (visit: (rule: PolicyRule, context: LintContext) => Found): Find =>
  context =>
    context.judged.flatMap(rule => visit(rule, context));

/** Each peer of each rule, of every kind of policy, as it is written. */
export const onPeers = (visit: Visit<RulePeer, PolicyRule>): Find =>
  onRules((rule, context) =>
    (rule.peers ?? []).flatMap(peer => visit(peer, placeIn(rule.ref.manifest, peer.path), rule, context)),
  );

/** The policies' subjects: one rule for each selector of each object. */
export const onSubjects = (visit: (rule: PolicyRule, at: At, context: LintContext) => Found): Find => {
  const selectorPath = ({ ref: { manifest, path }, node }: PolicyRule): Step[] =>
    manifest.object.kind === 'NetworkPolicy'
      ? ['spec', 'podSelector']
      : [...path.slice(0, path[0] === 'specs' ? 2 : 1), node ? 'nodeSelector' : 'endpointSelector'];
  return context => {
    const seen = new Map<Manifest, Set<string>>();
    return context.judged.flatMap(rule => {
      const { manifest } = rule.ref;
      const path = selectorPath(rule);
      const places = seen.get(manifest) ?? new Set();
      if (places.has(path.join('.'))) return [];
      seen.set(manifest, places.add(path.join('.')));
      return visit(rule, placeIn(manifest, path), context);
    });
  };
};

/** Finds nothing unless a condition holds. */
export const when = (condition: boolean, ...findings: RuleFinding[]): RuleFinding[] => (condition ? findings : []);
