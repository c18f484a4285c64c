import type { Graph } from '../graph/graph';
import { type HostFirewall, hostFirewallOf } from '../graph/host-firewall';
import { type Connection, isWorkload } from '../graph/workload';
import { joinRanges, LISTED_PROTOCOLS, type OpenRange } from '../policy/connectivity';
import { icmpType } from '../policy/icmp';
import type { Direction } from '../policy/judge';
import { type Actor, means } from './endpoints';

/** What the policy of one end must leave open to one peer: this, and nothing else. */
export interface Expectation {
  readonly ranges: readonly OpenRange[];
  readonly needs: readonly Connection[];
}

/** What needs nobody to state it. */
interface Freedom {
  readonly why: string;
  readonly holds: (subject: Actor, direction: Direction, peer: Actor) => boolean;
}

export const freedoms: readonly Freedom[] = [
  {
    why: 'Cilium lets the local host into every pod, for the probes of the kubelet',
    holds: (subject, direction, peer) =>
      subject.kind === 'pod' && direction === 'ingress' && peer.entities.includes('host'),
  },
  { why: 'health endpoints only answer agents: no policy selects them', holds: ({ kind }) => kind === 'health' },
  {
    why: 'Gateways answer anybody where they listen, and open what they like in this cluster: backends say whom they admit',
    holds: ({ kind }, direction, { entities }) =>
      kind === 'ingress' && (direction === 'ingress' || entities.includes('cluster')),
  },
  {
    why: 'nodes open what they like: they pull images, ask for the time, …',
    holds: ({ kind }, direction) => kind === 'node' && direction === 'egress',
  },
];

/** Finds what the graph expects of a pair; needs are looked up once for each subject. */
export function expectations(graph: Graph) {
  const { echo } = hostFirewallOf(graph);
  return (subject: Actor, direction: Direction) => {
    const own = graph.connections.filter(need => isAt(need, subject, direction));
    return (peer: Actor): Expectation => {
      if (freedoms.some(({ holds }) => holds(subject, direction, peer))) return { ranges: everything, needs: [] };
      const needs = own.filter(need => isTowards(need, subject, direction, peer));
      const pings = subject.kind === 'node' ? echoSpans(echo, peer) : [];
      const spans = [...needs.flatMap(need => spansOf(need, direction)), ...pings];
      return { ranges: spans.length === 0 ? [] : unite(spans), needs };
    };
  };
}

const everything: readonly OpenRange[] = LISTED_PROTOCOLS.map(protocol => ({
  protocol,
  low: protocol === 'ICMP' ? 0 : 1,
  high: protocol === 'ICMP' ? 255 : 65_535,
  state: 'allowed',
}));

/** What anybody may do is admitted where it arrives; it opens nobody's way out. */
function isAt({ from, to }: Connection, subject: Actor, direction: Direction): boolean {
  const party = direction === 'egress' ? from : to;
  if (!isWorkload(party) || !means(party, subject)) return false;
  return subject.kind !== 'node' || party.nodes === undefined || subject.controlPlane === true;
}

function isTowards({ from, to }: Connection, subject: Actor, direction: Direction, peer: Actor): boolean {
  if (direction === 'egress')
    return means(to, peer) && (!isWorkload(to) || to.reachedAs === undefined || peer.entities.includes(to.reachedAs));
  // A pod on another node may arrive with the address of that node, depending on routing and masquerading.
  return means(from, peer) || (subject.kind === 'node' && peer.kind === 'node' && isWorkload(from));
}

/** Layer 7 is judged once: requests where they arrive, queries where they leave. */
function spansOf({ ports, http, dns }: Connection, direction: Direction): OpenRange[] {
  const state = (direction === 'ingress' ? http : dns) === undefined ? 'allowed' : 'proxied';
  return ports.map(({ protocol, number, endNumber = number }) => ({ protocol, low: number, high: endNumber, state }));
}

function echoSpans({ entities, types }: HostFirewall['echo'], peer: Actor): OpenRange[] {
  if (!entities.some(entity => peer.entities.includes(entity))) return [];
  const numbers = types.map(type => icmpType({ type })!);
  return numbers.map(type => ({ protocol: 'ICMP', low: type, high: type, state: 'allowed' }));
}

/** Where one need asks for a port without and another with Layer 7, the port is open. */
function unite(spans: readonly OpenRange[]): OpenRange[] {
  return joinRanges(
    LISTED_PROTOCOLS.flatMap(protocol => {
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
