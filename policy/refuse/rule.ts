import type { KubernetesObject } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import { directionOf, RULE_LISTS, rulesOf } from '../cilium-rules';
import { cidrGroup, ciliumPolicy, networkPolicy } from '../cilium-schema';
import type { CiliumPeerRule, CiliumRule } from '../cilium-types';
import type { Settings } from '../input';
import type { Direction } from '../rules';
import { findMisfits, type Misfit, type Shape } from '../schema';
import { refuseCidr } from './cidr';
import { refuseIcmps } from './icmp';
import { refuseL7 } from './l7';
import { refuseNetworkPolicy } from './network-policy';
import { refusePeers } from './peers';
import { refusePorts } from './ports';
import { type Refusal, refusal } from './refusal';
import { refuseSelector } from './selector';

/** What is wrong with one object: refusals void it, unknown fields are dropped from it by the API server. */
export interface ObjectFaults {
  readonly refusals: readonly Refusal[];
  readonly unknown: readonly Misfit[];
}

const SHAPES: Readonly<Record<string, Shape>> = {
  CiliumNetworkPolicy: ciliumPolicy,
  CiliumClusterwideNetworkPolicy: ciliumPolicy,
  CiliumCIDRGroup: cidrGroup,
  NetworkPolicy: networkPolicy,
};

/** All faults of a policy object, without null fields, of a kind that the engine reads. */
export function findFaults(object: KubernetesObject, settings: Settings): ObjectFaults {
  const misfits = findMisfits(object, SHAPES[object.kind]!, []);
  const unknown = misfits.filter(misfit => misfit.kind === 'unknown');
  const shape = misfits.filter(misfit => misfit.kind !== 'unknown').map(refuseMisfit);
  // Only an object of the right types that lacks nothing can be read any further.
  if (misfits.some(({ kind, found }) => kind === 'type' || found === undefined)) return { refusals: shape, unknown };
  return { refusals: [...shape, ...refuseObject(object, settings)], unknown };
}

/** Types are refused by both, the CRD's other limits by the API server alone. */
function refuseMisfit({ kind, path, found, allowed }: Misfit): Refusal {
  const text = JSON.stringify(found) ?? 'nothing';
  const message = kind === 'type' ? `expected ${allowed}, found \`${text}\`` : `\`${text}\` is not allowed here`;
  const missing = found === undefined;
  return {
    code: missing ? 'field-missing' : kind === 'type' ? 'field-type' : 'field-value',
    by: kind === 'type' ? 'agent' : 'api-server',
    path,
    message: missing ? `\`${path.at(-1)}\` is missing` : message,
    ...(missing || kind === 'type' ? {} : { allowed }),
  };
}

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
  if (RULE_LISTS.every(list => (rule[list] ?? []).length === 0))
    found.push(
      refusal(
        'rule-without-lists',
        path,
        'the rule has no `ingress`, `ingressDeny`, `egress` or `egressDeny`, and an empty list counts as none',
        {
          repair: 'to deny everything write `ingress: [{}]` and `egress: [{}]`',
        },
      ),
    );
  if (rule.endpointSelector === undefined && rule.nodeSelector === undefined)
    found.push(
      refusal('selector-missing', path, 'the rule selects nothing', {
        allowed: '`endpointSelector` or `nodeSelector`',
        repair: 'write `endpointSelector: {}` for every pod',
      }),
    );
  if (rule.endpointSelector !== undefined && rule.nodeSelector !== undefined)
    found.push(
      refusal('two-selectors', path, '`endpointSelector` and `nodeSelector` stand in one rule', {
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
    ...RULE_LISTS.flatMap(list => {
      const direction = directionOf(list);
      return (rule[list] ?? []).flatMap((item, index) => {
        const at = [...path, list, index];
        return [
          ...refusePeers(item, direction, settings, at),
          ...refuseIcmps(item, at),
          ...refuseToPorts(item, direction, host, at),
        ];
      });
    }),
  ];
}

function refuseToPorts(item: CiliumPeerRule, direction: Direction, host: boolean, path: readonly Step[]): Refusal[] {
  return (item.toPorts ?? []).flatMap((entry, index) => {
    const at = [...path, 'toPorts', index];
    return [...refusePorts(entry, at), ...refuseL7(entry, { direction, host }, at)];
  });
}
