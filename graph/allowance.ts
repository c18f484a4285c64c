import { compare } from '../model/finding';
import type { Graph } from './graph';
import type { LayerName } from './layer';
import { type Entity, idOf, isWorkload, type Need, type Party, type Peer, type Port, type Workload } from './workload';

/** What one end of a need must be allowed: the other end as a policy names it, and the ports. */
export interface AllowanceRule {
  readonly peer: PolicyPeer;
  readonly ports: readonly Port[];
  readonly dns?: readonly string[];
  readonly http?: readonly { readonly method: string; readonly path: string }[];
  readonly why: string;
}

/** The other end, in the terms of a policy: host workloads have become the entities that they are seen as. */
export type PolicyPeer = Peer | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };

/** Everything that one workload may do: the content of its policy. */
export interface Allowance {
  readonly subject: Workload;
  readonly ingress: readonly AllowanceRule[];
  readonly egress: readonly AllowanceRule[];
}

/** The policies of a layer's pods, one for each workload that needs anything. */
export function allowancesOf(graph: Graph, layer: LayerName): Allowance[] {
  return graph.workloads
    .filter(workload => workload.layer === layer && workload.network === 'pod')
    .map(workload => allowanceFor(graph, workload))
    .filter(allowance => allowance.ingress.length + allowance.egress.length > 0);
}

/** What `subject` may receive and open. Needs that differ only in their reason become one rule. */
export function allowanceFor(graph: Graph, subject: Workload): Allowance {
  const id = idOf(subject);
  const isSubject = (party: Party) => isWorkload(party) && idOf(party) === id;
  return {
    subject,
    ingress: mergeRules(graph.needs.filter(need => isSubject(need.to)).map(ingressRule)),
    egress: mergeRules(graph.needs.filter(need => isSubject(need.from)).map(egressRule)),
  };
}

/** Layer 7 is judged once: requests where they arrive, queries where they leave (ingress knows no DNS rules). */
function ingressRule({ from, ports, http, why }: Need): AllowanceRule {
  return { peer: peerOf(from), ports, ...(http && { http }), why };
}

function egressRule({ to, ports, dns, why }: Need): AllowanceRule {
  return { peer: peerOf(to), ports, ...(dns && { dns }), why };
}

/** How a policy sees a party. Processes on nodes have the identity of their node (`cilium 1.19 pkg/identity`). */
export function peerOf(party: Party): PolicyPeer {
  if (!isWorkload(party)) return party;
  if (party.network === 'pod') return { namespace: party.namespace, labels: party.labels };
  const entities: Entity[] = ['host', 'remote-node'];
  return { entities: party.nodes === 'control-plane' ? [...entities, 'kube-apiserver'] : entities };
}

function mergeRules(rules: readonly AllowanceRule[]): AllowanceRule[] {
  const merged = new Map<string, AllowanceRule>();
  for (const rule of rules) {
    const { why, ports, ...rest } = rule;
    const key = JSON.stringify(rest);
    const twin = merged.get(key);
    merged.set(key, twin ? { ...twin, ports: unite(twin.ports, ports), why: joinReasons(twin.why, why) } : rule);
  }
  return [...merged.values()];
}

function joinReasons(a: string, b: string): string {
  return a.split('; ').includes(b) ? a : `${a}; ${b}`;
}

function unite(a: readonly Port[], b: readonly Port[]): Port[] {
  const byKey = new Map([...a, ...b].map(port => [JSON.stringify(port), port]));
  return [...byKey.values()].sort((x, y) => x.number - y.number || compare(x.protocol, y.protocol));
}
