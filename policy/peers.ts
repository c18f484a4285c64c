import { type Cidr, contains, parseAddress, parseCidr } from '../model/cidr';
import type { LabelSelector } from '../model/label-selector';
import type { CidrRule, FqdnRule } from './cilium-types';
import { entityLabels, reservedIdentities } from './entities';
import { matchesName } from './fqdn';
import type { Settings } from './input';
import { clusterKey, type LabelSet, labelSet, splitSource } from './labels';
import { encodeKeys, type LabelMatcher, matcher, type SelectorTerms } from './selector';

/** The other end of a connection, by its identity: all that a peer selector can tell apart. */
export interface PeerIdentity {
  /** Small and unique among the peers of an engine. */
  readonly id: number;
  readonly labels: LabelSet;
  /** Which wildcard entry of Cilium's policy map covers it beside the general one (cilium 1.20 pkg/policy/aggregate.go). */
  readonly pool: 'cluster' | 'world' | 'reserved';
  readonly address?: Cidr;
  /** A name that the DNS proxy has learned the address under. */
  readonly name?: string;
  /** `http/TCP` → 8080; a name that pods of one identity give different numbers means nothing: absent. */
  readonly namedPorts: ReadonlyMap<string, number>;
}

export interface PeerSelector extends Pick<LabelMatcher, 'key'> {
  matches(peer: PeerIdentity): boolean;
  /** The peers for which it makes a wildcard entry rather than one of their own. */
  readonly wide?: 'all' | PeerIdentity['pool'];
  /** What it is made of: one of these, where it is not an entity, a group or unknown. */
  readonly terms?: SelectorTerms;
  readonly cidr?: Cidr;
  /** Whether the CIDR has no exceptions. */
  readonly isWhole?: boolean;
  readonly fqdn?: FqdnRule;
  /** Why it cannot be known whether it matches; `matches` then says whether it might. */
  readonly unsure?: string;
}

export interface CidrGroup {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly cidrs: readonly Cidr[];
}

const noPorts: ReadonlyMap<string, number> = new Map();

export function reservedPeer(id: number, entity: string): PeerIdentity | undefined {
  if (!Object.hasOwn(reservedIdentities, entity)) return undefined;
  return { id, labels: reservedLabels(reservedIdentities[entity]!), pool: 'reserved', namedPorts: noPorts };
}

export function addressPeer(id: number, text: string): PeerIdentity | undefined {
  const address = parseAddress(text);
  return address && { id, labels: reservedLabels(['world']), pool: 'world', address, namedPorts: noPorts };
}

export function namePeer(id: number, name: string): PeerIdentity {
  return { id, labels: reservedLabels(['world']), pool: 'world', name, namedPorts: noPorts };
}

const reservedLabels = (names: readonly string[]) =>
  labelSet(Object.fromEntries(names.map(name => [`reserved:${name}`, ''])));

export function labelPeers(terms: SelectorTerms): PeerSelector {
  const own = matcher(terms);
  const isWildcard = Object.keys(terms.labels).length + terms.expressions.length === 0;
  return { key: own.key, terms, matches: peer => own.matches(peer.labels), ...(isWildcard && { wide: 'all' }) };
}

export const anyPeer: PeerSelector = labelPeers({ labels: {}, expressions: [] });

/** Selectors of one reserved label each. */
export const reservedPeers: Readonly<Record<string, PeerSelector>> = Object.fromEntries(
  [...new Set(Object.values(entityLabels).flat())].map(name => [
    name,
    labelPeers({ labels: { [`reserved:${name}`]: '' }, expressions: [] }),
  ]),
);

/** An entity is the same as selectors of its reserved labels, each of its own. */
export function entityPeers(entity: string, settings: Settings): PeerSelector[] {
  if (entity === 'all') return [anyPeer];
  const reserved = entityLabels[entity]!.map(name => reservedPeers[name]!);
  if (entity === 'world') return [...reserved, pool('world')];
  if (entity === 'cluster') {
    const pods = labelPeers({ labels: { [`k8s:${clusterKey}`]: settings.clusterName }, expressions: [] });
    return [...reserved, pods, pool('cluster')];
  }
  if (entity === 'cluster-mesh')
    return [...reserved, labelPeers({ labels: {}, expressions: [{ key: `k8s:${clusterKey}`, operator: 'Exists' }] })];
  return reserved;
}

const pool = (name: PeerIdentity['pool']): PeerSelector => ({
  key: `pool:${name}`,
  matches: peer => peer.pool === name,
  wide: name,
});

/** CIDRs select what is outside the cluster, never pods and nodes; a prefix of length 0 is the whole world. */
export function cidrPeers(text: string, except: readonly string[] = []): PeerSelector {
  const cidr = parseCidr(text)!;
  const isInside = (peer: PeerIdentity) =>
    cidr.length === 0
      ? peer.address === undefined || peer.address.family === cidr.family
      : peer.address !== undefined && contains(cidr, peer.address);
  const isExcepted = exception(except);
  return {
    key: cidrKey(text, except),
    cidr,
    isWhole: except.length === 0,
    matches: peer => isOutside(peer) && isInside(peer) && !isExcepted(peer),
  };
}

/** A group by its name, or groups by their labels; a group that does not exist has no addresses. */
export function cidrGroupPeers(rule: CidrRule, groups: readonly CidrGroup[]): PeerSelector {
  const isExcepted = exception(rule.except ?? []);
  const covering = (peer: PeerIdentity) => {
    const { address } = peer;
    return address === undefined ? [] : groups.filter(group => group.cidrs.some(cidr => contains(cidr, address)));
  };
  if (rule.cidrGroupRef)
    return {
      key: cidrKey(`cidrgroup:${rule.cidrGroupRef}`, rule.except ?? []),
      matches: peer =>
        isOutside(peer) && covering(peer).some(({ name }) => name === rule.cidrGroupRef) && !isExcepted(peer),
    };
  const terms = encodeKeys('cidrgroup', rule.cidrGroupSelector!);
  return {
    key: cidrKey(matcher(terms).key, rule.except ?? []),
    matches: peer => isOutside(peer) && holdsForGroups(rule.cidrGroupSelector!, covering(peer)) && !isExcepted(peer),
  };
}

/** An address carries the labels of all groups that it lies in, so each term may hold by another group. */
function holdsForGroups(selector: LabelSelector, groups: readonly CidrGroup[]): boolean {
  const terms = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...(selector.matchExpressions ?? []),
  ];
  return terms.every(({ key, operator, values = [] }) => {
    const found = groups.flatMap(group => group.labels[splitSource(key).key] ?? []);
    if (operator === 'Exists') return found.length > 0;
    if (operator === 'DoesNotExist') return found.length === 0;
    return found.some(value => values.includes(value)) === (operator === 'In');
  });
}

export function fqdnPeers(rule: FqdnRule): PeerSelector {
  return {
    key: JSON.stringify(['fqdn', rule.matchName ?? '', rule.matchPattern ?? '']),
    fqdn: rule,
    matches: peer => peer.name !== undefined && matchesName(rule, peer.name),
  };
}

/** What cannot be known from the manifests. */
export function unsurePeers(reason: string, matches: (peer: PeerIdentity) => boolean): PeerSelector {
  return { key: `unsure:${reason}`, matches, unsure: reason };
}

export const isOutside = (peer: PeerIdentity) => peer.labels.bySource.has('reserved:world');

function exception(texts: readonly string[]): (peer: PeerIdentity) => boolean {
  const cidrs = texts.map(text => parseCidr(text)!);
  return ({ address }) => address !== undefined && cidrs.some(cidr => contains(cidr, address));
}

const cidrKey = (text: string, except: readonly string[]) =>
  except.length === 0 ? text : `${text}-[${except.join(',')}]`;
