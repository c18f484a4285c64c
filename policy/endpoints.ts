import { type CompiledPolicy, compilePolicy } from './compile';
import type { Endpoint, Settings } from './input';
import { clusterKey, endpointLabels, type LabelSet } from './labels';
import { addressPeer, namePeer, type PeerIdentity, reservedPeer } from './peers';
import type { PolicyRule } from './rules';

/** One end of a connection. */
export interface FlowEndpoint {
  readonly peer: PeerIdentity;
  /** Absent where Cilium enforces nothing: outside, or at an entity. */
  readonly endpoint?: Endpoint;
  /** Compiled when first read, once for each identity. */
  readonly policy?: CompiledPolicy;
  /** The endpoint's own named ports, as `portKey` has them. */
  readonly ownPorts: ReadonlyMap<string, number>;
}

export class UnknownEndpointError extends Error {
  constructor(readonly end: string) {
    super(`\`${end}\` is not an endpoint, entity, address or DNS name`);
  }
}

/** Finds ends by the notation of `Flow`; what is asked for twice is the same end. */
export type EndpointLookup = (text: string) => FlowEndpoint;

export function createEndpoints(
  endpoints: readonly Endpoint[],
  rules: readonly PolicyRule[],
  settings: Settings,
): EndpointLookup {
  const ends = new Map<string, FlowEndpoint>();
  let peers = 0;
  for (const { labels, members } of groupByIdentity(endpoints, settings)) {
    const policy = once(() => compilePolicy(labels, rules, settings));
    const pool = labels.bySource.get(`k8s:${clusterKey}`) === settings.clusterName ? 'cluster' : 'reserved';
    const peer: PeerIdentity = { id: peers++, labels, pool, namedPorts: sharedPorts(members) };
    for (const endpoint of members)
      ends.set(endpoint.name, {
        peer: endpoint.seenAs === undefined ? peer : reservedPeer(peers++, endpoint.seenAs)!,
        endpoint,
        get policy() {
          return policy();
        },
        ownPorts: sharedPorts([endpoint]),
      });
  }
  return text => {
    const known = ends.get(text);
    if (known !== undefined) return known;
    const peer = parsePeer(text, peers);
    if (peer === undefined) throw new UnknownEndpointError(text);
    peers++;
    const end = { peer, ownPorts: peer.namedPorts };
    ends.set(text, end);
    return end;
  };
}

function parsePeer(text: string, id: number): PeerIdentity | undefined {
  const [notation = '', ...rest] = text.split(':');
  const value = rest.join(':');
  if (notation === 'entity') return reservedPeer(id, value);
  if (notation === 'cidr') return addressPeer(id, value);
  return notation === 'fqdn' && value !== '' ? namePeer(id, value) : undefined;
}

function groupByIdentity(endpoints: readonly Endpoint[], settings: Settings) {
  const groups = new Map<string, { readonly labels: LabelSet; readonly members: Endpoint[] }>();
  for (const endpoint of endpoints) {
    const labels = endpointLabels(endpoint, settings);
    const group = groups.get(labels.identity);
    if (group === undefined) groups.set(labels.identity, { labels, members: [endpoint] });
    else group.members.push(endpoint);
  }
  return groups.values();
}

/** Egress resolves a named port by identity: where its pods differ, the name means nothing. */
function sharedPorts(members: readonly Endpoint[]): ReadonlyMap<string, number> {
  const ports = new Map<string, number>();
  const differing = new Set<string>();
  for (const { name, port, protocol } of members.flatMap(({ namedPorts }) => namedPorts ?? [])) {
    const key = portKey(name, protocol);
    if ((ports.get(key) ?? port) !== port) differing.add(key);
    ports.set(key, port);
  }
  for (const key of differing) ports.delete(key);
  return ports;
}

/** Names of ports are compared in lower case, and each protocol has its own. */
export function portKey(name: string, protocol: string): string {
  return `${name.toLowerCase()}/${protocol.toUpperCase()}`;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
