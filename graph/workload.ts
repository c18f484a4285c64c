export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port as policies see it: the container's, never the Service's. */
export interface Port {
  readonly number: number;
  /** Last port of a range. */
  readonly endNumber?: number;
  readonly protocol: Protocol;
}

/** Pods, or processes on nodes, that talk: the node of the service graph. Labels and ports are written here only. */
export interface Workload<PortName extends string = string> {
  /** Of the pods; `talos` for services of the operating system, which are not pods. */
  readonly namespace: string;
  /** Unique in the namespace. */
  readonly name: string;
  /** `host` workloads share the node's network and identity: no pod policy selects them, the host firewall does. */
  readonly network: 'pod' | 'host';
  /** Labels that select exactly these pods, as the chart or operator writes them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: Readonly<Record<PortName, Port>>;
  /** Names of the ports that Prometheus scrapes. */
  readonly scraped?: readonly NoInfer<PortName>[];
  /** Which nodes a host workload runs on; all where absent. */
  readonly nodes?: 'control-plane';
  /** The identity under which pods reach a host workload, where it is narrower than that of its nodes. */
  readonly reachedAs?: Entity;
}

/** Reserved identities of Cilium that a peer may have (`cilium 1.19 pkg/policy/api/entity.go`). */
export type Entity = 'world' | 'cluster' | 'host' | 'remote-node' | 'kube-apiserver' | 'ingress' | 'health';

/** One end of a connection that is not a workload of the platform. */
export type NamedPeer =
  | { readonly entities: readonly Entity[] }
  | { readonly cidrs: readonly string[]; readonly except?: readonly string[] }
  | { readonly names: readonly string[] }
  | { readonly pods: 'any' };

export type Peer = Workload | NamedPeer;

/** `from` opens connections to `to` on these ports. The edge of the service graph. */
export interface Connection {
  readonly from: Peer;
  readonly to: Peer;
  readonly ports: readonly Port[];
  /** DNS names that a query may ask for; sends it through Cilium's DNS proxy, which rules with `names` rely on. */
  readonly dns?: readonly string[];
  /** HTTP requests that are allowed, each an RE2 for the whole method and the whole path; all where absent. */
  readonly http?: readonly { readonly method: string; readonly path: string }[];
  /** Finishes the sentence "`from` connects to `to` because it …". */
  readonly why: string;
}

/** Keeps the names of the ports in the type, so that a connection to an unknown port does not compile. */
export function workload<PortName extends string>(properties: Workload<PortName>): Workload<PortName> {
  return properties;
}

/** `from` opens connections to the named ports of `to`. */
export function connects<PortName extends string>(
  from: Peer,
  to: Workload<PortName>,
  ports: readonly NoInfer<PortName>[],
  why: string,
): Connection {
  return { from, to, ports: ports.map(name => to.ports[name]), why };
}

export function isWorkload(peer: Peer): peer is Workload {
  return 'network' in peer;
}

/** `monitoring/prometheus`: the name that people and policies use. */
export function idOf(workload: Workload): string {
  return `${workload.namespace}/${workload.name}`;
}

export const tcp = (number: number, endNumber?: number): Port => ({
  number,
  protocol: 'TCP',
  ...(endNumber && { endNumber }),
});
export const udp = (number: number): Port => ({ number, protocol: 'UDP' });
