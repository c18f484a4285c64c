import type { LabelSelector } from '../model/label-selector';
import type { KubernetesObject, Manifest } from '../model/manifest';
import type { Step } from '../model/yaml';
import { type CidrGroup, cidrGroupPeers, cidrPeers } from './cidr-peers';
import { directionOf, ruleLists, rulesOf } from './cilium-rules';
import type { CiliumPeerRule, CiliumRule, PortProtocol, PortRule } from './cilium-types';
import { icmpType } from './icmp';
import { isOutside } from './peer-identity';
import { entityPeers, fqdnPeers, labelPeers, type PeerSelector, unsurePeers } from './peers';
import { anyProtocol, parsePort, parseProtocol } from './ports';
import type { Direction, PolicyRule, PortEntry, PortMatch, RulePeer } from './rules';
import { encodeKeys, inCluster, keysOf, matcher, peerTerms, type Scope, subjectTerms } from './selector';
import { type Service, servicePeers } from './services';

/** What rules refer to by name. */
export interface References {
  readonly groups: readonly CidrGroup[];
  readonly services: readonly Service[];
}

/** Whether there is a fault at a place in an object, or inside it: what lies there cannot be translated. */
export type IsFaulty = (place: readonly Step[]) => boolean;

/** The rules of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy. */
export function ciliumRules(
  manifest: Manifest,
  object: KubernetesObject,
  scope: Scope,
  references: References,
  isFaulty: IsFaulty,
): PolicyRule[] {
  return rulesOf(object)
    .filter(
      ({ rule, path }) =>
        hasOneSelector(rule) && !isFaulty([...path, 'endpointSelector']) && !isFaulty([...path, 'nodeSelector']),
    )
    .flatMap(({ rule, path }) => translate(rule, path, manifest, scope, references, isFaulty));
}

const hasOneSelector = ({ endpointSelector, nodeSelector }: CiliumRule) =>
  (endpointSelector === undefined) !== (nodeSelector === undefined);

function translate(
  rule: CiliumRule,
  path: readonly Step[],
  manifest: Manifest,
  scope: Scope,
  references: References,
  isFaulty: IsFaulty,
) {
  const selector = rule.nodeSelector ?? rule.endpointSelector!;
  const subject = matcher(subjectTerms(selector, scope.namespace));
  const selectsInit = keysOf(encodeKeys('any', rule.endpointSelector ?? {})).includes('reserved:init');
  return ruleLists.flatMap(list => {
    const direction = directionOf(list);
    return (rule[list] ?? []).flatMap((item, index): PolicyRule[] => {
      const at = [...path, list, index];
      if (isFaulty(at)) return [];
      const peers = translatePeers(item, direction, at, { ...scope, selectsInit }, references);
      const mode = item.authentication?.mode;
      return [
        {
          ref: { manifest, path: at },
          subject,
          node: rule.nodeSelector !== undefined,
          direction,
          verdict: list.endsWith('Deny') ? 'deny' : 'allow',
          ...(peers && { peers }),
          ports: [
            ...(item.toPorts ?? []).map((entry, number) => portEntry(entry, manifest, [...at, 'toPorts', number])),
            ...(item.icmps ?? []).map((entry, number) => icmpEntry(entry, manifest, [...at, 'icmps', number])),
          ],
          ...(mode && { authentication: mode }),
          defaultDeny: !scope.settings.nonDefaultDeny || (rule.enableDefaultDeny?.[direction] ?? true),
        },
      ];
    });
  });
}

/** Kafka and generic L7 rules: Cilium 1.19 enforces them by a proxy of its own, 1.20 does not have them. */
export const removedL7Keys = ['kafka', 'l7', 'l7proto'] as const;

/** Undefined where a list is present but empty: the rule then selects nothing. An empty `toFQDNs` counts as absent. */
function translatePeers(
  item: CiliumPeerRule,
  direction: Direction,
  path: readonly Step[],
  scope: Scope,
  { groups, services }: References,
): RulePeer[] | undefined {
  const side = direction === 'ingress' ? 'from' : 'to';
  const emptiable = ['Endpoints', 'Nodes', 'Entities', 'CIDR', 'CIDRSet'] as const;
  if (emptiable.some(key => item[`${side}${key}`]?.length === 0)) return undefined;
  const translated = <T>(key: string, list: readonly T[] = [], selectorsOf: (entry: T) => readonly PeerSelector[]) =>
    list.flatMap((entry, index) =>
      selectorsOf(entry).map((selector): RulePeer => ({ selector, path: [...path, key, index] })),
    );
  return [
    ...translated(`${side}Endpoints`, item[`${side}Endpoints`], entry => [labelPeers(peerTerms(entry, scope))]),
    ...translated(`${side}Nodes`, item[`${side}Nodes`], entry => [nodePeers(entry, scope)]),
    ...translated(`${side}Entities`, item[`${side}Entities`], entry => entityPeers(entry, scope.settings)),
    ...translated(`${side}CIDR`, item[`${side}CIDR`], entry => [cidrPeers(entry, [], scope.settings)]),
    ...translated(`${side}CIDRSet`, item[`${side}CIDRSet`], entry => [
      entry.cidr
        ? cidrPeers(entry.cidr, entry.except ?? [], scope.settings)
        : cidrGroupPeers(entry, groups, scope.settings),
    ]),
    ...translated('toFQDNs', item.toFQDNs, entry => [fqdnPeers(entry)]),
    ...translated(`${side}Groups`, item[`${side}Groups`], () => [cloudGroupPeers]),
    ...translated('toServices', item.toServices, entry => servicePeers(entry, services, scope.settings)),
  ];
}

const cloudGroupPeers = unsurePeers('the addresses of cloud groups are not in the manifests', isOutside);

/** Never the local host (cilium 1.19.7 pkg/k8s/apis/cilium.io/utils parseToCiliumIngressRule). */
function nodePeers(selector: LabelSelector, { settings }: Scope): PeerSelector {
  const terms = inCluster(encodeKeys('any', selector), settings);
  const isRemote = { key: 'reserved:remote-node', operator: 'Exists' };
  return labelPeers({ ...terms, expressions: [...terms.expressions, isRemote] });
}

function portEntry(entry: PortRule, manifest: Manifest, path: readonly Step[]): PortEntry {
  const { http = [], dns = [], kafka = [], l7proto = '', l7 = [] } = entry.rules ?? {};
  const terminating = entry.terminatingTLS ? JSON.stringify(entry.terminatingTLS) : undefined;
  const originating = entry.originatingTLS ? JSON.stringify(entry.originatingTLS) : undefined;
  const hasTls = terminating !== undefined || originating !== undefined;
  return {
    ref: { manifest, path },
    ports: (entry.ports ?? []).flatMap(portMatches),
    ...(http.length > 0 && { http }),
    ...(dns.length > 0 && { dns }),
    ...(kafka.length > 0 && { kafka }),
    ...(l7proto !== '' && { generic: { protocol: l7proto, rules: l7 } }),
    serverNames: entry.serverNames ?? [],
    ...(hasTls && { tls: { ...(terminating && { terminating }), ...(originating && { originating }) } }),
    ...(entry.listener && { listener: entry.listener }),
  };
}

function portMatches(entry: PortProtocol): PortMatch[] {
  const port = parsePort(entry.port || '0')!;
  const protocol = parseProtocol(entry.protocol)!;
  const match = 'name' in port ? { port: 0, name: port.name } : { port: port.number };
  const protocols = protocol === 'ANY' ? anyProtocol : [protocol];
  return protocols.map(each => ({ ...match, protocol: each, endPort: entry.endPort ?? 0 }));
}

function icmpEntry(
  entry: NonNullable<CiliumPeerRule['icmps']>[number],
  manifest: Manifest,
  path: readonly Step[],
): PortEntry {
  const ports = (entry.fields ?? []).map(field => ({
    protocol: field.family === 'IPv6' ? 'ICMPV6' : 'ICMP',
    port: icmpType(field)!,
    endPort: 0,
  }));
  return { ref: { manifest, path }, ports, serverNames: [] };
}
