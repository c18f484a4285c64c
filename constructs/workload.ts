import { IntOrString, KubePodDisruptionBudget, KubeService } from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import { ServiceMonitor } from '../imports/monitoring.coreos.com';
import { Route, type RouteGateway } from './route';
import { addController } from './workload-controller';

export interface WorkloadProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels that select exactly its pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  /** @default the image's own */
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly userID: number;
  readonly ports: Readonly<Record<string, { readonly number: number; readonly protocol: string }>>;
  readonly health: WorkloadHealth;
  readonly replicas: number;
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** Directories that are writable and do not outlive the pod. */
  readonly writable: readonly string[];
  /** With a volume the pods are a StatefulSet's; the cluster's default class where none is named. */
  readonly volume?: { readonly path: string; readonly sizeGiB: number; readonly storageClass?: string };
  /** A Secret that is mounted as files. */
  readonly secret?: { readonly name: string; readonly path: string };
  /** Ports that a ServiceMonitor has scraped. */
  readonly scraped: readonly string[];
  readonly routes: readonly {
    readonly hostname: string;
    readonly gateway: RouteGateway;
    readonly port: string;
  }[];
}

/** A path of a port that answers, or a command that succeeds, while the container is well. */
export type WorkloadHealth = { readonly path: string; readonly port: string } | { readonly command: readonly string[] };

/**
 * One kind of pod with what belongs to it: its controller, a Service, a budget for disruptions, routes and a
 * ServiceMonitor. The pods satisfy the Pod Security level `restricted`, and more: their root file system is read-only.
 * Policies are not its business: they come from the graph.
 *
 * Upstream: https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export class Workload extends Construct {
  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    addController(this, props);
    this.addService(props);
    this.addDisruptionBudget(props);
    this.addRoutes(props);
    if (props.scraped.length > 0) this.addMonitor(props);
  }

  private addService({ name, namespace, labels, ports, volume }: WorkloadProps): void {
    new KubeService(this, 'service', {
      metadata: { name, namespace, labels },
      spec: {
        selector: labels,
        // Pods with data are no substitutes for each other: clients get their addresses.
        ...(volume && { clusterIp: 'None' }),
        ports: Object.entries(ports).map(([port, { number, protocol }]) => ({
          name: port,
          port: number,
          protocol,
          targetPort: IntOrString.fromString(port),
        })),
      },
    });
  }

  private addDisruptionBudget({ name, namespace, labels }: WorkloadProps): void {
    new KubePodDisruptionBudget(this, 'budget', {
      metadata: { name, namespace },
      spec: {
        selector: { matchLabels: labels },
        maxUnavailable: IntOrString.fromNumber(1),
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }

  private addRoutes({ name, namespace, ports, routes }: WorkloadProps): void {
    for (const { hostname, gateway, port } of routes)
      new Route(this, `route-${gateway.name}`, {
        name: `${name}-${gateway.name}`,
        namespace,
        hostname,
        gateway,
        service: { name, port: ports[port]!.number },
      });
  }

  private addMonitor({ name, namespace, labels, scraped }: WorkloadProps): void {
    new ServiceMonitor(this, 'monitor', {
      metadata: { name, namespace },
      spec: { selector: { matchLabels: labels }, endpoints: scraped.map(port => ({ port })) },
    });
  }
}
