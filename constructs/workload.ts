import { Construct } from 'constructs';
import { IntOrString, KubePodDisruptionBudget, KubeService } from '../imports/k8s';
import { ServiceMonitor } from '../imports/monitoring.coreos.com';
import { Route, servicePort } from './route';
import { addController } from './workload-controller';
import type { WorkloadProps } from './workload-props';

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
        // Pods with data are not interchangeable: clients get their addresses.
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
        service: { name, port: servicePort(name, ports, port) },
      });
  }

  private addMonitor({ name, namespace, labels, scraped }: WorkloadProps): void {
    new ServiceMonitor(this, 'monitor', {
      metadata: { name, namespace },
      spec: { selector: { matchLabels: labels }, endpoints: scraped.map(port => ({ port })) },
    });
  }
}
