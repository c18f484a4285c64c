import { type Cidr, contains, parseAddress, parseCidr } from '../model/cidr';
import type { LabelSelector } from '../model/label-selector';
import type { CidrRule, FqdnRule } from './cilium-types';
import { entityLabels, reservedIdentities } from './entities';
import { matchesName } from './fqdn';
import type { Endpoint, Settings } from './input';
import { nodeLabelFilter } from './label-filter';
import { clusterKey, type LabelSet, labelSet, splitSource, unlistedLabels } from './labels';
import { encodeKeys, type LabelMatcher, matcher, type SelectorTerms } from './selector';

/** The other end of a connection, by its identity: all that a peer selector can tell apart. */
export interface PeerIdentity {
  /** Small and unique among the peers of an engine. */
  readonly id: number;
  readonly labels: LabelSet;
  /** Which wildcard entry of Cilium's policy map covers it beside the general one (cilium 1.20 pkg/policy/aggregate.go). */
  readonly pool: 'cluster' | 'world' | 'reserved';
  readonly address?: Cidr;
  /** Of a node: its addresses, as far as they are known. */
  readonly addresses?: readonly Cidr[];
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
  /** The blocks that it is made of, exceptions among them: it tells addresses apart by nothing else. */
  readonly blocks?: readonly Cidr[];
  readonly fqdn?: FqdnRule;
  /** Why it cannot be known whether it matches; `matches` then says whether it might. */
  readonly unsure?: string;
  /** The same of one peer that it might match. */
  doubt?(peer: PeerIdentity): string | undefined;
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

/**
 * A node: to its own pods it is `host`, and other nodes carry their labels where policies may select them
 * (cilium 1.19.7 pkg/node/manager/manager.go nodeIdentityLabels).
 */
export function nodePeer(id: number, endpoint: Endpoint, settings: Settings): PeerIdentity {
  const { seenAs = 'host', labels = {}, addresses } = endpoint;
  const isLabelled = seenAs !== 'host' && settings.nodeSelectorLabels;
  const isIdentity = nodeLabelFilter(settings);
  const own = Object.entries(labels).filter(([key]) => isIdentity('node', key));
  const reserved = Object.fromEntries((reservedIdentities[seenAs] ?? []).map(name => [`reserved:${name}`, '']));
  const set = isLabelled
    ? labelSet(
        {
          ...reserved,
          ...Object.fromEntries(own.map(([key, value]) => [`node:${key}`, value])),
          [`k8s:${clusterKey}`]: endpoint.cluster ?? settings.clusterName,
        },
        unlistedLabels(endpoint, 'node', isIdentity),
      )
    : labelSet(reserved);
  return {
    id,
    labels: set,
    pool: 'reserved',
    namedPorts: noPorts,
    ...(addresses && { addresses: addresses.flatMap(text => parseAddress(text) ?? []) }),
  };
}

export function labelPeers(terms: SelectorTerms): PeerSelector {
  const own = matcher(terms);
  const isWildcard = Object.keys(terms.labels).length + terms.expressions.length === 0;
  return {
    key: own.key,
    terms,
    matches: peer => own.matches(peer.labels),
    doubt: peer => own.doubt(peer.labels),
    ...(isWildcard && { wide: 'all' }),
  };
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

/** Whether CIDRs select nodes too. */
type CidrScope = Pick<Settings, 'cidrsMatchNodes'>;

/**
 * CIDRs select what is outside the cluster, never pods, and nodes only where a setting says so. A prefix of length 0 is
 * the whole world: it selects no node with that setting either (cilium 1.19.7 pkg/ipcache/metadata.go resolveLabels).
 */
export function cidrPeers(text: string, except: readonly string[], scope: CidrScope): PeerSelector {
  const cidr = parseCidr(text)!;
  const isInside = (address: Cidr | undefined) =>
    cidr.length === 0
      ? address === undefined || address.family === cidr.family
      : address !== undefined && contains(cidr, address);
  const selector = addressPeers(isInside, except, scope);
  return {
    key: cidrKey(text, except),
    cidr,
    isWhole: except.length === 0,
    blocks: [cidr, ...parseCidrs(except)],
    ...selector,
    matches: peer => (cidr.length > 0 || isOutside(peer)) && selector.matches(peer),
  };
}

/** A group by its name, or groups by their labels; a group that does not exist has no addresses. */
export function cidrGroupPeers(rule: CidrRule, groups: readonly CidrGroup[], scope: CidrScope): PeerSelector {
  const { cidrGroupRef, cidrGroupSelector = {}, except = [] } = rule;
  const covering = (address: Cidr | undefined) =>
    address === undefined ? [] : groups.filter(group => group.cidrs.some(cidr => contains(cidr, address)));
  const isInside = (address: Cidr | undefined) =>
    cidrGroupRef
      ? covering(address).some(({ name }) => name === cidrGroupRef)
      : holdsForGroups(cidrGroupSelector, covering(address));
  const name = cidrGroupRef ? `cidrgroup:${cidrGroupRef}` : matcher(encodeKeys('cidrgroup', cidrGroupSelector)).key;
  const blocks = [...groups.flatMap(({ cidrs }) => cidrs), ...parseCidrs(except)];
  return { key: cidrKey(name, except), blocks, ...addressPeers(isInside, except, scope) };
}

const unknownAddresses = 'the addresses of nodes are not in the manifests';

/** What is outside by its address, and nodes by any of theirs. */
function addressPeers(
  isInside: (address: Cidr | undefined) => boolean,
  except: readonly string[],
  { cidrsMatchNodes }: CidrScope,
): Pick<PeerSelector, 'matches' | 'doubt'> {
  const excepted = parseCidrs(except);
  const isExcepted = (address: Cidr | undefined) =>
    address !== undefined && excepted.some(cidr => contains(cidr, address));
  const selects = (address: Cidr | undefined) => isInside(address) && !isExcepted(address);
  if (!cidrsMatchNodes) return { matches: peer => isOutside(peer) && selects(peer.address) };
  return {
    matches: peer =>
      isOutside(peer)
        ? selects(peer.address)
        : isNode(peer) && (peer.addresses === undefined || peer.addresses.some(selects)),
    doubt: peer => {
      if (!isNode(peer)) return undefined;
      if (peer.addresses === undefined) return unknownAddresses;
      return peer.addresses.every(selects) ? undefined : 'the node has addresses inside and outside of it';
    },
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

export const isOutside = ({ labels }: PeerIdentity) => labels.bySource.has('reserved:world');

const isNode = ({ labels }: PeerIdentity) =>
  labels.bySource.has('reserved:host') || labels.bySource.has('reserved:remote-node');

const parseCidrs = (texts: readonly string[]) => texts.map(text => parseCidr(text)!);

const cidrKey = (text: string, except: readonly string[]) =>
  except.length === 0 ? text : `${text}-[${except.join(',')}]`;
