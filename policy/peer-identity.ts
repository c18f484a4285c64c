import { type Cidr, parseAddress } from '../model/cidr';
import { reservedIdentities } from './entities';
import type { Endpoint, Settings } from './input';
import { nodeLabelFilter } from './label-filter';
import { clusterKey, type LabelSet, labelSet, unlistedLabels } from './labels';

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

export const isOutside = ({ labels }: PeerIdentity) => labels.bySource.has('reserved:world');

export const isNode = ({ labels }: PeerIdentity) =>
  labels.bySource.has('reserved:host') || labels.bySource.has('reserved:remote-node');
