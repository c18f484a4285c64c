import type { GatewayName } from '../config/gateways';
import type { InterfaceName } from '../config/interfaces';
import type { Cluster } from '../config/schema/cluster';
import type { Port, Workload } from './workload';

/** The pods behind a user interface, and the Service as the chart names it. */
export interface Interface {
  readonly workload: Workload & { readonly ports: { readonly http: Port } };
  /** `port` is the Service's. */
  readonly service: { readonly name: string; readonly port: number };
  /** @default the name of the interface, below the cluster's domain */
  readonly hostname?: (cluster: Cluster) => string;
}

/** A user interface with a host name. */
export interface Exposure {
  readonly name: InterfaceName;
  /** Name of the layer that brings the interface. */
  readonly layer: string;
  readonly workload: Interface['workload'];
  /** Where the pods listen: what policies see. */
  readonly port: Port;
  /** What an HTTPRoute refers to; `port` is the Service's. */
  readonly service: { readonly namespace: string; readonly name: string; readonly port: number };
  readonly hostname: string;
  readonly gateway: GatewayName;
  /** Whether the interface has a login; without one, anyone who reaches it can use it. */
  readonly login: boolean;
}
