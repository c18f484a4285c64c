import type { Cidr } from '../model/cidr';
import type { FqdnRule } from './cilium-types';
import { entityLabels } from './entities';
import { matchesName } from './fqdn';
import type { Settings } from './input';
import { clusterKey } from './labels';
import type { PeerIdentity } from './peer-identity';
import { type LabelMatcher, matcher, type SelectorTerms } from './selector';

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
