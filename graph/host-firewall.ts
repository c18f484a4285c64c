import { type AllowanceRule, ingressRules } from './allowance';
import type { Graph } from './graph';
import { type Connection, type Entity, isWorkload, type Peer } from './workload';

/** What the network namespace of nodes must admit. Egress stays open: nodes pull images, ask for the time, … */
export interface HostFirewall {
  readonly allNodes: readonly AllowanceRule[];
  /** On top of what all nodes admit. */
  readonly controlPlanes: readonly AllowanceRule[];
  /** Who may ping a node: agents probe their peers this way, and a rule on ports admits no ICMP. */
  readonly echo: { readonly entities: readonly Entity[]; readonly types: readonly 'EchoRequest'[] };
}

const nodes: Peer = { entities: ['host', 'remote-node'] };

/** Derived from what connects to workloads on the host network. */
export function hostFirewallOf(graph: Graph): HostFirewall {
  const rulesFor = (scope: 'control-plane' | undefined) =>
    ingressRules(
      graph.connections
        .filter(({ to }) => isWorkload(to) && to.network === 'host' && to.nodes === scope)
        .flatMap(asSeenByNode),
    );
  return {
    allNodes: rulesFor(undefined),
    controlPlanes: rulesFor('control-plane'),
    echo: { entities: ['remote-node', 'health'], types: ['EchoRequest'] },
  };
}

/** A pod on another node may arrive with the address of that node, depending on routing and masquerading. */
function asSeenByNode(connection: Connection): Connection[] {
  const { from } = connection;
  if (!isWorkload(from) || from.network === 'host') return [connection];
  return [connection, { ...connection, from: nodes, why: 'forwards pods that leave with the address of their node' }];
}
