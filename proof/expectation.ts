import type { Graph } from '../graph/graph';
import { type HostFirewall, hostFirewallOf } from '../graph/host-firewall';
import { type Connection, isWorkload } from '../graph/workload';
import { icmpType } from '../policy/icmp';
import { everyRange, joinRanges, listedProtocols, type OpenRange } from '../policy/ranges';
import type { Direction } from '../policy/rules';
import { includes, type ProofEndpoint } from './endpoints';

/** What the policy of one end must leave open to one peer: this, and nothing else. */
export interface Expectation {
  readonly ranges: readonly OpenRange[];
  /** The connections of the graph between the two. */
  readonly connections: readonly Connection[];
}

/** What is always allowed: the graph need not state it. */
interface Exemption {
  readonly why: string;
  readonly holds: (subject: ProofEndpoint, direction: Direction, peer: ProofEndpoint) => boolean;
}

export const exemptions: readonly Exemption[] = [
  {
    why: 'Cilium lets the local host into every pod, so that kubelet probes work',
    holds: (subject, direction, peer) =>
      subject.kind === 'pod' && direction === 'ingress' && peer.entities.includes('host'),
  },
  {
    why: 'health endpoints only answer Cilium agents, and no policy selects them',
    holds: ({ kind }) => kind === 'health',
  },
  {
    why: 'Gateways accept any client on their listeners and may connect to anything in this cluster; the policies of the backends decide what they admit',
    holds: ({ kind }, direction, { entities }) =>
      kind === 'ingress' && (direction === 'ingress' || entities.includes('cluster')),
  },
  {
    why: 'nodes may connect to anything: they pull images, query time servers and so on',
    holds: ({ kind }, direction) => kind === 'node' && direction === 'egress',
  },
];

/** Finds what the graph expects of a pair; connections are looked up once for each subject. */
export function expectations(graph: Graph) {
  const { echo } = hostFirewallOf(graph);
  return (subject: ProofEndpoint, direction: Direction) => {
    const own = graph.connections.filter(connection => isAt(connection, subject, direction));
    return (peer: ProofEndpoint): Expectation => {
      if (exemptions.some(({ holds }) => holds(subject, direction, peer)))
        return { ranges: everything, connections: [] };
      const connections = own.filter(connection => isTowards(connection, subject, direction, peer));
      const pings = subject.kind === 'node' ? echoSpans(echo, peer) : [];
      const spans = [...connections.flatMap(connection => spansOf(connection, direction)), ...pings];
      return { ranges: spans.length === 0 ? [] : unite(spans), connections };
    };
  };
}

const everything = everyRange({ state: 'allowed' });

/** A connection from a group of peers is admitted at its destination only; it does not open the egress of each member. */
function isAt({ from, to }: Connection, subject: ProofEndpoint, direction: Direction): boolean {
  const self = direction === 'egress' ? from : to;
  if (!isWorkload(self) || !includes(self, subject)) return false;
  return subject.kind !== 'node' || self.nodes === undefined || subject.controlPlane === true;
}

function isTowards(
  { from, to }: Connection,
  subject: ProofEndpoint,
  direction: Direction,
  peer: ProofEndpoint,
): boolean {
  if (direction === 'egress')
    return (
      includes(to, peer) && (!isWorkload(to) || to.reachedAs === undefined || peer.entities.includes(to.reachedAs))
    );
  // A pod on another node may arrive with the address of that node, depending on routing and masquerading.
  return includes(from, peer) || (subject.kind === 'node' && peer.kind === 'node' && isWorkload(from));
}

/** L7 is enforced once: HTTP requests at the destination, DNS queries at the source. */
function spansOf({ ports, http, dns }: Connection, direction: Direction): OpenRange[] {
  const state = (direction === 'ingress' ? http : dns) === undefined ? 'allowed' : 'proxied';
  return ports.map(({ protocol, number, endNumber = number }) => ({ protocol, low: number, high: endNumber, state }));
}

function echoSpans({ entities, types }: HostFirewall['echo'], peer: ProofEndpoint): OpenRange[] {
  if (!entities.some(entity => peer.entities.includes(entity))) return [];
  const numbers = types.map(type => icmpType({ type })!);
  return numbers.map(type => ({ protocol: 'ICMP', low: type, high: type, state: 'allowed' }));
}

/** Where one connection has L7 rules on a port and another has none, the port is open. */
function unite(spans: readonly OpenRange[]): OpenRange[] {
  return joinRanges(
    listedProtocols.flatMap(protocol => {
      const own = spans.filter(span => span.protocol === protocol);
      const cuts = [...new Set(own.flatMap(({ low, high }) => [low, high + 1]))].sort((a, b) => a - b);
      return cuts.flatMap((low, index): OpenRange[] => {
        const covering = own.filter(span => span.low <= low && low <= span.high);
        if (covering.length === 0) return [];
        const state = covering.every(span => span.state === 'proxied') ? 'proxied' : 'allowed';
        return [{ protocol, low, high: cuts[index + 1]! - 1, state }];
      });
    }),
  );
}
