import { canonicalText } from '../model/canonical';
import { compare } from '../model/finding';
import type { Graph } from './graph';
import {
  type Connection,
  type Entity,
  idOf,
  isWorkload,
  type NamedPeer,
  type Peer,
  type Port,
  type Workload,
} from './workload';

/** What one end of a connection must be allowed: the other end as a policy names it, and the ports. */
export interface AllowanceRule {
  readonly peer: PolicyPeer;
  readonly ports: readonly Port[];
  readonly dns?: readonly string[];
  readonly http?: readonly { readonly method: string; readonly path: string }[];
  readonly why: string;
}

/** The other end, in the terms of a policy: host workloads appear as entities. */
export type PolicyPeer = NamedPeer | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };

/** Everything that one workload may do: the content of its policy. */
export interface Allowance {
  readonly subject: Workload;
  readonly ingress: readonly AllowanceRule[];
  readonly egress: readonly AllowanceRule[];
}

/** The policies of a layer's pods, one for each workload with connections. */
export function allowancesOf(graph: Graph, layer: string): Allowance[] {
  return graph.workloads
    .filter(workload => workload.layer === layer && workload.network === 'pod')
    .map(workload => allowanceFor(graph, workload))
    .filter(allowance => allowance.ingress.length + allowance.egress.length > 0);
}

/** What `subject` may receive and open. */
export function allowanceFor(graph: Graph, subject: Workload): Allowance {
  return { subject, ingress: ingressOf(graph, subject), egress: egressOf(graph, subject) };
}

/** What the policy of `peer` must admit. */
export function ingressOf(graph: Graph, peer: Peer): AllowanceRule[] {
  const isPeer = matcher(peer);
  return ingressRules(graph.connections.filter(({ to }) => isPeer(to)));
}

/** What the policy of `peer` must let out. */
export function egressOf(graph: Graph, peer: Peer): AllowanceRule[] {
  const isPeer = matcher(peer);
  return mergeRules(graph.connections.filter(({ from }) => isPeer(from)).map(egressRule));
}

/** The rules that admit connections where they arrive. Those that differ only in their reason become one rule. */
export function ingressRules(connections: readonly Connection[]): AllowanceRule[] {
  return mergeRules(withoutNarrower(connections.map(ingressRule)));
}

function matcher(peer: Peer): (other: Peer) => boolean {
  const key = keyOfPeer(peer);
  return other => keyOfPeer(other) === key;
}

const keyOfPeer = (peer: Peer) => (isWorkload(peer) ? idOf(peer) : canonicalText(peer));

/** Layer 7 is judged once: requests where they arrive, queries where they leave (ingress knows no DNS rules). */
function ingressRule({ from, ports, http, why }: Connection): AllowanceRule {
  return { peer: peerOf(from), ports, ...(http && { http }), why };
}

function egressRule({ to, ports, dns, why }: Connection): AllowanceRule {
  const peer = isWorkload(to) && to.reachedAs ? { entities: [to.reachedAs] } : peerOf(to);
  return { peer, ports, ...(dns && { dns }), why };
}

/** How a policy sees a peer. Processes on nodes have the identity of their node (`cilium 1.19 pkg/identity`). */
export function peerOf(peer: Peer): PolicyPeer {
  if (!isWorkload(peer)) return peer;
  if (peer.network === 'pod') return { namespace: peer.namespace, labels: peer.labels };
  const entities: Entity[] = ['host', 'remote-node'];
  return { entities: peer.nodes === 'control-plane' ? [...entities, 'kube-apiserver'] : entities };
}

function mergeRules(rules: readonly AllowanceRule[]): AllowanceRule[] {
  const merged = new Map<string, AllowanceRule>();
  for (const rule of rules) {
    const { why, ports, ...rest } = rule;
    const key = canonicalText(rest);
    const equal = merged.get(key);
    merged.set(key, equal ? { ...equal, ports: unite(equal.ports, ports), why: joinReasons(equal.why, why) } : rule);
  }
  return [...merged.values()];
}

/** Where any pod is admitted to a port, rules for single pods are redundant. */
function withoutNarrower(rules: readonly AllowanceRule[]): AllowanceRule[] {
  const open = rules.flatMap(({ peer, ports, http }) => ('pods' in peer && !http ? ports.map(keyOf) : []));
  return rules.filter(({ peer, ports }) => !('namespace' in peer && ports.every(port => open.includes(keyOf(port)))));
}

const keyOf = ({ number, endNumber = number, protocol }: Port) => `${protocol} ${number}-${endNumber}`;

function joinReasons(a: string, b: string): string {
  return a.split('; ').includes(b) ? a : `${a}; ${b}`;
}

function unite(a: readonly Port[], b: readonly Port[]): Port[] {
  const byKey = new Map([...a, ...b].map(port => [keyOf(port), port]));
  return [...byKey.values()].sort((x, y) => x.number - y.number || compare(x.protocol, y.protocol));
}
