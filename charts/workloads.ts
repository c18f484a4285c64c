import type { Construct } from 'constructs';
import { Layer } from '../constructs/layer';
import { Workload } from '../constructs/workload';
import type { Allowance } from '../graph/allowance';
import type { Component, ComponentExposure } from '../graph/application';
import { gatewayNamespace } from '../graph/layers/ingress';
import { allow } from './allow';

export interface WorkloadsProps {
  readonly components: readonly Component[];
  readonly exposures: readonly ComponentExposure[];
  /** Class of the components' volumes; the cluster's default where absent. */
  readonly storageClass?: string;
  /** Whether the cluster has Prometheus, and with it the CRD of ServiceMonitors. */
  readonly monitored: boolean;
  readonly allowances: readonly Allowance[];
}

/**
 * The applications that run on the platform, as `workloads/` describes them. Their policies are derived from their
 * calls, at both ends. Needs a StorageClass where they have volumes, a Gateway where they are exposed.
 *
 * Upstream: https://kubernetes.io/docs/concepts/workloads/
 */
export class Workloads extends Layer {
  constructor(scope: Construct, name: string, props: WorkloadsProps) {
    super(scope, name);
    allow(this, props.allowances);
    for (const component of props.components) this.addWorkload(component, props);
  }

  private addWorkload(component: Component, { exposures, storageClass, monitored }: WorkloadsProps): void {
    const { namespace, name, volume } = component;
    new Workload(this, `${namespace}-${name}`, {
      replicas: volume ? 1 : 2,
      cpuMillis: 50,
      memoryMiB: 128,
      writable: [],
      ...component,
      volume: volume && { ...volume, storageClass },
      scraped: monitored ? (component.scraped ?? []) : [],
      routes: exposures
        .filter(exposure => exposure.component === component)
        .map(({ hostname, gateway, port }) => ({
          hostname,
          gateway: { namespace: gatewayNamespace, name: gateway, sectionName: 'https' },
          port,
        })),
    });
  }
}
