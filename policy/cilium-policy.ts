import type { LabelSelector } from '../model/label-selector';
import type { KubernetesObject, Manifest } from '../model/manifest';
import type { Step } from '../model/yaml';
import { directionOf, RULE_LISTS, rulesOf } from './cilium-rules';
import type { CiliumPeerRule, CiliumRule, PortProtocol, PortRule } from './cilium-types';
import { icmpType } from './icmp';
import {
  type CidrGroup,
  cidrGroupPeers,
  cidrPeers,
  entityPeers,
  fqdnPeers,
  isOutside,
  labelPeers,
  type PeerSelector,
  RESERVED_PEERS,
  unsurePeers,
} from './peers';
import { ANY_PROTOCOL, parsePort, parseProtocol } from './ports';
import type { Direction, PolicyRule, PortEntry, PortMatch } from './rules';
import { encodeKeys, keysOf, matcher, peerTerms, type Scope, subjectTerms } from './selector';
import { type Service, servicePeers } from './services';

/** What rules refer to by name. */
export interface References {
  readonly groups: readonly CidrGroup[];
  readonly services: readonly Service[];
}

/** The rules of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy. */
export function ciliumRules(
  manifest: Manifest,
  object: KubernetesObject,
  scope: Scope,
  references: References,
): PolicyRule[] {
  return rulesOf(object).flatMap(({ rule, path }) => translate(rule, path, manifest, scope, references));
}

function translate(rule: CiliumRule, path: readonly Step[], manifest: Manifest, scope: Scope, references: References) {
  const selector = rule.nodeSelector ?? rule.endpointSelector!;
  const subject = matcher(subjectTerms(selector, scope.namespace));
  const selectsInit = keysOf(encodeKeys('any', rule.endpointSelector ?? {})).includes('reserved:init');
  return RULE_LISTS.flatMap(list => {
    const direction = directionOf(list);
    return (rule[list] ?? []).map((item, index): PolicyRule => {
      const at = [...path, list, index];
      const peers = translatePeers(item, direction, { ...scope, selectsInit }, references);
      const mode = item.authentication?.mode;
      return {
        ref: { manifest, path: at },
        subject,
        node: rule.nodeSelector !== undefined,
        direction,
        verdict: list.endsWith('Deny') ? 'deny' : 'allow',
        ...(peers === undefined ? {} : { peers }),
        ports: [
          ...(item.toPorts ?? []).map((entry, number) => portEntry(entry, manifest, [...at, 'toPorts', number])),
          ...(item.icmps ?? []).map((entry, number) => icmpEntry(entry, manifest, [...at, 'icmps', number])),
        ],
        ...(mode === undefined ? {} : { authentication: mode }),
        defaultDeny: rule.enableDefaultDeny?.[direction] ?? true,
      };
    });
  });
}

/** Undefined where a list is there but empty: then the rule selects nobody. Only an empty `toFQDNs` is no such list. */
function translatePeers(
  item: CiliumPeerRule,
  direction: Direction,
  scope: Scope,
  references: References,
): PeerSelector[] | undefined {
  const lists =
    direction === 'ingress'
      ? [item.fromEndpoints, item.fromNodes, item.fromEntities, item.fromCIDR, item.fromCIDRSet]
      : [item.toEndpoints, item.toNodes, item.toEntities, item.toCIDR, item.toCIDRSet];
  if (lists.some(list => list !== undefined && list.length === 0)) return undefined;
  const groups = item.fromGroups ?? item.toGroups ?? [];
  return [
    ...(item.fromEndpoints ?? item.toEndpoints ?? []).map(selector => labelPeers(peerTerms(selector, scope))),
    ...(item.fromNodes ?? item.toNodes ?? []).map(nodePeers),
    ...(item.fromEntities ?? item.toEntities ?? []).flatMap(entity => entityPeers(entity, scope.settings)),
    ...(item.fromCIDR ?? item.toCIDR ?? []).map(text => cidrPeers(text)),
    ...(item.fromCIDRSet ?? item.toCIDRSet ?? []).map(rule =>
      rule.cidr ? cidrPeers(rule.cidr, rule.except) : cidrGroupPeers(rule, references.groups),
    ),
    ...(item.toFQDNs ?? []).map(fqdnPeers),
    ...groups.map(() => unsurePeers('the addresses of cloud groups are not in the manifests', isOutside)),
    ...(item.toServices ?? []).flatMap(rule => servicePeers(rule, references.services)),
  ];
}

/** Never the local host; which of the others depends on labels that nodes get when they join. */
function nodePeers(selector: LabelSelector): PeerSelector {
  const remote = RESERVED_PEERS['remote-node']!;
  const isEvery = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
  return isEvery ? remote : unsurePeers('the labels of nodes are not in the manifests', remote.matches);
}

function portEntry(entry: PortRule, manifest: Manifest, path: readonly Step[]): PortEntry {
  const { http = [], dns = [] } = entry.rules ?? {};
  const terminating = entry.terminatingTLS && JSON.stringify(entry.terminatingTLS);
  const originating = entry.originatingTLS && JSON.stringify(entry.originatingTLS);
  return {
    ref: { manifest, path },
    ports: (entry.ports ?? []).flatMap(portMatches),
    ...(http.length > 0 ? { http } : {}),
    ...(dns.length > 0 ? { dns } : {}),
    serverNames: entry.serverNames ?? [],
    ...(terminating || originating ? { tls: { terminating, originating } as PortEntry['tls'] } : {}),
    ...(entry.listener ? { listener: entry.listener } : {}),
  };
}

function portMatches(entry: PortProtocol): PortMatch[] {
  const port = parsePort(entry.port ?? '')!;
  const protocol = parseProtocol(entry.protocol)!;
  const match = 'name' in port ? { port: 0, name: port.name } : { port: port.number };
  const protocols = protocol === 'ANY' ? ANY_PROTOCOL : [protocol];
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
