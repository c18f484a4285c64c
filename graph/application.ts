import type { GatewayName } from '../config/gateways';
import type { Cluster } from '../config/schema/cluster';
import type { GraphPart } from './graph';
import { gateway } from './layers/ingress';
import { type Connection, connects, type Workload } from './workload';

/** A component of an application: a workload that also says how it runs and what it calls. */
export interface Component<PortName extends string = string> extends Workload<PortName> {
  /** With registry, tag and digest. */
  readonly image: string;
  /** @default the image's own */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The user that the image expects; root is rejected. */
  readonly userID: number;
  /** How health is checked: a path on one of its ports, or a command in its container. */
  readonly health:
    | { readonly path: string; readonly port: NoInfer<PortName> }
    | { readonly command: readonly string[] };
  /** @default 2, or 1 with a volume */
  readonly replicas?: number;
  /** @default 50 */
  readonly cpuMillis?: number;
  /** @default 128 */
  readonly memoryMiB?: number;
  /** Directories that it writes temporary files to; everything else is read-only. */
  readonly writable?: readonly string[];
  /** A volume for each replica. */
  readonly volume?: { readonly path: string; readonly sizeGiB: number };
  /** A Secret whose keys are mounted as files below `path`. */
  readonly secret?: ComponentSecret & { readonly path: string };
  /** A Gateway serves it at `<subdomain>.<domain of the cluster>`. */
  readonly exposed?: {
    readonly gateway: GatewayName;
    readonly subdomain: string;
    readonly port: NoInfer<PortName>;
  };
  /** The service mesh routes its HTTP requests, from any client in the cluster. */
  readonly serviceMesh?: {
    readonly port: NoInfer<PortName>;
    /** How long a client waits for the whole answer. */
    readonly requestTimeoutSeconds: number;
    /** How long one backend may take; at most as long as the request. */
    readonly backendTimeoutSeconds: number;
    /** Components of the same namespace and port that answer a share of the requests. */
    readonly split?: readonly { readonly to: Workload; readonly percent: number }[];
  };
  readonly calls: readonly Call[];
}

/** A Secret that you create; each value is random or given. */
export interface ComponentSecret {
  readonly name: string;
  readonly keys: Readonly<Record<string, 'random' | 'given'>>;
  readonly why: string;
}

/** A connection that a component opens. */
export type Call = Omit<Connection, 'from'>;

type Derived = 'network' | 'labels' | 'nodes' | 'reachedAs' | 'calls';

/** Keeps the names of the ports in the type, and adds what all components share. */
export function component<PortName extends string>(
  properties: Omit<Component<PortName>, Derived> & Partial<Pick<Component, 'calls'>>,
): Component<PortName> {
  const labels = { 'app.kubernetes.io/name': properties.name };
  return { calls: [], ...properties, network: 'pod', labels } as Component<PortName>;
}

/**
 * A call to named ports of another component, or only to some of their requests.
 * @throws Error for a port that it does not have, because synth runs code that was never compiled
 */
export function call<PortName extends string>(
  to: Workload<PortName>,
  ports: readonly NoInfer<PortName>[],
  why: string,
  http?: Connection['http'],
): Call {
  const unknown = ports.find(name => !Object.hasOwn(to.ports, name));
  if (unknown !== undefined)
    throw new Error(`\`${to.namespace}/${to.name}\` has no port \`${unknown}\`; it has ${portNames(to)}`);
  return { to, ports: ports.map(name => to.ports[name]), why, ...(http && { http }) };
}

const portNames = ({ ports }: Workload) =>
  Object.keys(ports)
    .map(name => `\`${name}\``)
    .join(', ') || 'none';

/** The host name that a component is served at. */
export interface ComponentExposure {
  readonly component: Component;
  readonly hostname: string;
  readonly gateway: GatewayName;
  readonly port: string;
}

/** Components that are exposed by a Gateway that the cluster has. */
export function componentExposures(
  components: readonly Component[],
  { domain, ingress }: Cluster,
): ComponentExposure[] {
  return components.flatMap(component => {
    const { exposed } = component;
    if (exposed === undefined || !ingress.gateways[exposed.gateway]) return [];
    const { gateway, subdomain, port } = exposed;
    return [{ component, gateway, port, hostname: `${subdomain}.${domain}` }];
  });
}

/** What the components add to the graph of a cluster. */
export function applicationPart(components: readonly Component[], cluster: Cluster): GraphPart {
  const calls = components.flatMap(from => from.calls.map(call => ({ from, ...call })));
  const visits = componentExposures(components, cluster).map(({ component, hostname, port }) =>
    connects(gateway, component, [port], `serves ${hostname} from it`),
  );
  return { workloads: components, connections: [...calls, ...visits] };
}
