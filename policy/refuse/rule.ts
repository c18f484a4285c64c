import { field } from '../../model/fields';
import type { KubernetesObject } from '../../model/manifest';
import type { SchemaOf } from '../../model/schema';
import type { Violation } from '../../model/structure/violation';
import { violations } from '../../model/structure/violations';
import { formatPath, type Step } from '../../model/yaml';
import { directionOf, ruleLists, rulesOf } from '../cilium-rules';
import type { CiliumPeerRule, CiliumRule } from '../cilium-types';
import type { Settings } from '../input';
import { hasL7Rules } from '../port-rule';
import type { Direction } from '../rules';
import { refuseCidr } from './cidr';
import { refuseIcmps } from './icmp';
import { refuseL7 } from './l7';
import { refuseNetworkPolicy } from './network-policy';
import { refusePeers } from './peers';
import { refusePorts } from './ports';
import { type Refusal, refusal } from './refusal';
import { refuseSelector } from './selector';

/** What is wrong with one object. It has no effect with any refusal; with an unknown field its meaning is not known. */
export interface ObjectFaults {
  readonly refusals: readonly Refusal[];
  readonly unknown: readonly Violation[];
  /** Its fields have the right types, so that it can be read in spite of its faults. */
  readonly readable: boolean;
}

/**
 * All faults of a policy object of a kind that the engine reads.
 * @param object the same without null fields, which is what an agent sees
 */
export function findFaults(
  written: KubernetesObject,
  object: KubernetesObject,
  schemaOf: SchemaOf,
  settings: Settings,
): ObjectFaults {
  const schema = schemaOf(object);
  if (schema === undefined) return { refusals: [unservedVersion(object)], unknown: [], readable: false };
  const found = violations(written, schema);
  const unknown = found.filter(({ kind }) => kind === 'unknown');
  // Cilium says more about lists that it has removed than the CRD, which only allows none of their items.
  const shape = found.filter(({ kind, at }) => kind !== 'unknown' && !at.some(step => removedLists.has(step)));
  const ofSchema = shape.map(violation => refuseViolation(violation, written));
  // Only an object of the right types that lacks nothing can be read any further.
  if (shape.some(violation => isUnreadable(violation, object))) return { refusals: ofSchema, unknown, readable: false };
  return { refusals: merge(ofSchema, refuseObject(object, settings), object), unknown, readable: true };
}

const removedLists: ReadonlySet<Step> = new Set(['fromRequires', 'toRequires']);

/** One refusal of a place. Of what is not there the schema knows more; otherwise the agent knows what was meant. */
function merge(ofSchema: readonly Refusal[], ofAgent: readonly Refusal[], object: KubernetesObject): Refusal[] {
  const placeOf = ({ path }: Refusal) => formatPath(path);
  const isAbsent = ({ path }: Refusal) => field(object, ...path) === undefined;
  const places = new Set(ofAgent.map(placeOf));
  const absent = new Set(ofSchema.filter(isAbsent).map(placeOf));
  return [
    ...ofSchema.filter(refusal => isAbsent(refusal) || !places.has(placeOf(refusal))),
    ...ofAgent.filter(refusal => !absent.has(placeOf(refusal))),
  ];
}

/** A null field is not among them, an item that is null is: the items behind it keep their places. */
const isUnreadable = ({ kind, at }: Violation, object: KubernetesObject) =>
  kind === 'missing' || (kind === 'type' && (typeof at.at(-1) === 'number' || field(object, ...at) !== undefined));

/** Types and missing fields are refused by both, the schema's other limits and nulls by the API server alone. */
function refuseViolation({ kind, at, ...words }: Violation, written: KubernetesObject): Refusal {
  const isOfAgent = kind === 'missing' || (kind === 'type' && field(written, ...at) !== null);
  const code = kind === 'missing' ? 'field-missing' : kind === 'type' ? 'field-type' : 'field-value';
  return { code, by: isOfAgent ? 'agent' : 'api-server', path: at, ...words };
}

const unservedVersion = ({ apiVersion, kind }: KubernetesObject): Refusal => ({
  code: 'unknown-version',
  by: 'api-server',
  path: ['apiVersion'],
  message: `the API server does not serve \`${kind}\` in \`${apiVersion}\``,
  repair: 'write the version that the CRD serves',
});

function refuseObject(object: KubernetesObject, settings: Settings): Refusal[] {
  if (object.kind === 'NetworkPolicy') return refuseNetworkPolicy(object);
  if (object.kind === 'CiliumCIDRGroup') {
    const cidrs = (object.spec as { externalCIDRs?: string[] } | undefined)?.externalCIDRs ?? [];
    return cidrs.flatMap((text, index) => refuseCidr(text, ['spec', 'externalCIDRs', index]));
  }
  if (object.spec === undefined && object.specs === undefined)
    return [
      refusal('policy-empty', [], 'the policy has neither `spec` nor `specs`', {
        repair: 'write the rule under `spec`',
      }),
    ];
  return rulesOf(object).flatMap(({ rule, path }) => refuseRule(rule, object, settings, path));
}

function refuseRule(rule: CiliumRule, object: KubernetesObject, settings: Settings, path: readonly Step[]): Refusal[] {
  const found: Refusal[] = [];
  if (ruleLists.every(list => (rule[list] ?? []).length === 0))
    found.push(
      refusal(
        'rule-without-lists',
        path,
        'the rule has no `ingress`, `ingressDeny`, `egress` or `egressDeny`, and an empty list counts as absent',
        {
          repair: 'to deny everything write `ingress: [{}]` and `egress: [{}]`',
        },
      ),
    );
  if (rule.endpointSelector === undefined && rule.nodeSelector === undefined)
    found.push(
      refusal('selector-missing', path, 'the rule has no selector', {
        allowed: '`endpointSelector` or `nodeSelector`',
        repair: 'write `endpointSelector: {}` for every pod',
      }),
    );
  if (rule.endpointSelector !== undefined && rule.nodeSelector !== undefined)
    found.push(
      refusal('two-selectors', path, 'the rule has both `endpointSelector` and `nodeSelector`', {
        repair: 'write two rules',
      }),
    );
  else if (rule.nodeSelector !== undefined && object.kind === 'CiliumNetworkPolicy')
    found.push(
      refusal('node-selector-in-namespace', [...path, 'nodeSelector'], 'a CiliumNetworkPolicy cannot select nodes', {
        repair: 'write a CiliumClusterwideNetworkPolicy',
      }),
    );
  const host = rule.nodeSelector !== undefined;
  return [
    ...found,
    ...refuseSelector(rule.endpointSelector, [...path, 'endpointSelector']),
    ...refuseSelector(rule.nodeSelector, [...path, 'nodeSelector']),
    ...ruleLists.flatMap(list => {
      const direction = directionOf(list);
      return (rule[list] ?? []).flatMap((item, index) => {
        const at = [...path, list, index];
        return [
          ...refusePeers(item, direction, settings, at),
          ...refuseIcmps(item, at),
          ...refuseDisabled(item, settings, at),
          ...refuseToPorts(item, direction, host, settings, at),
        ];
      });
    }),
  ];
}

/** Fields whose feature is off in the agent's configuration. */
function refuseDisabled(item: CiliumPeerRule, { l7Proxy, icmpRules }: Settings, path: readonly Step[]): Refusal[] {
  const disabled = (at: readonly Step[], what: string, repair: string) =>
    refusal('feature-disabled', at, `${what} work only where Cilium runs with them`, { repair });
  const l7 = (item.toPorts ?? []).flatMap((entry, index) =>
    hasL7Rules(entry)
      ? [disabled([...path, 'toPorts', index, 'rules'], 'L7 rules', 'set the Helm value `l7Proxy: true`')]
      : [],
  );
  const icmps = item.icmps !== undefined && item.icmps.length > 0;
  return [
    ...(l7Proxy ? [] : l7),
    ...(icmpRules || !icmps
      ? []
      : [disabled([...path, 'icmps'], '`icmps`', 'remove `enable-icmp-rules: "false"` from the configuration')]),
  ];
}

function refuseToPorts(
  item: CiliumPeerRule,
  direction: Direction,
  host: boolean,
  settings: Settings,
  path: readonly Step[],
): Refusal[] {
  return (item.toPorts ?? []).flatMap((entry, index) => {
    const at = [...path, 'toPorts', index];
    return [...refusePorts(entry, settings, at), ...refuseL7(entry, { direction, host }, at)];
  });
}
