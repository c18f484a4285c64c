import { Construct } from 'constructs';
import { KubeConfigMap } from '../imports/k8s';

export interface DashboardProps {
  readonly name: string;
  readonly namespace: string;
  /** Folder in Grafana. */
  readonly folder: string;
  /** Grafana's JSON. */
  readonly dashboard: object;
}

/** A dashboard that Grafana's sidecar finds by its label (`kube-prometheus-stack 88 grafana.sidecar.dashboards`). */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, namespace, folder, dashboard }: DashboardProps) {
    super(scope, id);
    new KubeConfigMap(this, 'config-map', {
      metadata: {
        name: `dashboard-${name}`,
        namespace,
        labels: { grafana_dashboard: '1' },
        annotations: { [folderAnnotation]: folder },
      },
      data: { [`infraflux-${name}.json`]: `${JSON.stringify(dashboard, null, 1)}\n` },
    });
  }
}

/** The sidecar reads the folder from it, as `charts/monitoring-values.ts` says. */
export const folderAnnotation = 'grafana_folder';
