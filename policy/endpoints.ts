import type { CompiledPolicy } from './compile';
import { compilerOf } from './compiler';
import type { Endpoint, Settings } from './input';
import { clusterKey, endpointLabels, type LabelSet } from './labels';
import { addressPeer, namePeer, nodePeer, type PeerIdentity, reservedPeer } from './peer-identity';
import type { PolicyRule } from './rules';
import { subjectCases } from './subject-cases';

/** One end of a connection. */
export interface FlowEndpoint {
  readonly peer: PeerIdentity;
  /** Absent where Cilium enforces nothing: outside, or at an entity. */
  readonly endpoint?: Endpoint;
  /** Compiled when first read, once for each identity. */
  readonly policy?: CompiledPolicy;
  /** The endpoint's own named ports, as `portKey` has them. */
  readonly ownPorts: ReadonlyMap<string, number>;
  /** Where it is not said which of several ends is meant: each of them. */
  readonly cases?: readonly EndpointCase[];
}

/** One of several ends that may be meant. */
export interface EndpointCase {
  /** Which one, for people: `host:cp1`, `a node that … selects`. */
  readonly name: string;
  /** Why it is not known which; absent where each of them exists. */
  readonly reason?: string;
  readonly end: FlowEndpoint;
}

export class UnknownEndpointError extends Error {
  constructor(readonly end: string) {
    super(`\`${end}\` is not an endpoint, entity, address or DNS name`);
  }
}

/** Finds ends by the notation of `Flow`; what is asked for twice is the same end. */
export type EndpointLookup = (text: string) => FlowEndpoint;

/** The ends of one cluster. */
export interface Endpoints {
  readonly find: EndpointLookup;
  /** Makes an endpoint of another cluster known, as a peer: no policy of this cluster selects it. */
  readonly meet: (endpoint: Endpoint) => void;
}

export function createEndpoints(
  endpoints: readonly Endpoint[],
  rules: readonly PolicyRule[],
  settings: Settings,
): Endpoints {
  const ends = new Map<string, FlowEndpoint>();
  const compile = compilerOf(rules, settings);
  let peers = 0;
  for (const { labels, members } of groupByIdentity(endpoints, settings)) {
    const policy = once(() => compile(labels));
    const cases = once(() => subjectCases(labels, rules, settings));
    const pool = labels.bySource.get(`k8s:${clusterKey}`) === settings.clusterName ? 'cluster' : 'reserved';
    const peer: PeerIdentity = { id: peers++, labels, pool, namedPorts: sharedPorts(members) };
    for (const endpoint of members) {
      const isNode = endpoint.reserved === 'host';
      const end = {
        peer: isNode ? nodePeer(peers++, endpoint, settings) : peer,
        endpoint,
        ownPorts: sharedPorts([endpoint]),
      };
      if (isNode && !settings.hostFirewall) ends.set(endpoint.name, end);
      else if (labels.unlisted === undefined)
        ends.set(endpoint.name, {
          ...end,
          get policy() {
            return policy();
          },
        });
      else
        ends.set(endpoint.name, {
          ...end,
          get policy() {
            return policy();
          },
          get cases() {
            return cases().map(({ policy, ...each }) => ({ ...each, end: { ...end, policy } }));
          },
        });
    }
  }
  for (const { name, oneOf = [] } of endpoints) {
    const cases = oneOf.flatMap(each => ends.get(each) ?? []).map((end, index) => ({ name: oneOf[index] ?? '', end }));
    const first = cases[0]?.end;
    if (first !== undefined) ends.set(name, cases.length === 1 ? first : caseOf(first, cases));
  }
  return { find, meet };

  function find(text: string): FlowEndpoint {
    const known = ends.get(text);
    if (known !== undefined) return known;
    const peer = parsePeer(text, peers);
    if (peer === undefined) throw new UnknownEndpointError(text);
    peers++;
    const end = { peer, ownPorts: peer.namedPorts };
    ends.set(text, end);
    return end;
  }

  function meet(endpoint: Endpoint): void {
    const namedPorts = sharedPorts([endpoint]);
    const id = peers++;
    const peer: PeerIdentity =
      endpoint.reserved === 'host'
        ? nodePeer(id, endpoint, settings)
        : { id, labels: endpointLabels(endpoint, settings), pool: 'reserved', namedPorts };
    ends.set(endpoint.name, { peer, ownPorts: namedPorts });
  }
}

/** The first of several stands for all where one is enough, as in an explanation. */
function caseOf(first: FlowEndpoint, cases: readonly EndpointCase[]): FlowEndpoint {
  return {
    peer: first.peer,
    ownPorts: first.ownPorts,
    ...(first.endpoint && { endpoint: first.endpoint }),
    get policy() {
      return first.policy;
    },
    cases,
  } as FlowEndpoint;
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
  const known = new Map<string, LabelSet>();
  for (const endpoint of endpoints) {
    // Replicas are written alike: their labels are made once.
    const { name: _name, namedPorts: _ports, ...written } = endpoint;
    const text = JSON.stringify(written);
    const labels = known.get(text) ?? endpointLabels(endpoint, settings);
    known.set(text, labels);
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
