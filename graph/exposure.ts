import type { Cluster } from '../config/schema/cluster';
import { argocdHostname, argocdServer } from './argocd';
import { hubbleUI } from './hubble';
import { longhornUI } from './longhorn';
import { alertmanager, grafana, prometheus } from './monitoring';
import type { Port, Workload } from './workload';

/** A user interface with a host name. */
export interface Exposure {
  readonly name: ExposureName;
  readonly workload: Workload;
  /** Where the pods listen: what policies see. */
  readonly port: Port;
  /** What an HTTPRoute refers to; `port` is the Service's. */
  readonly service: { readonly namespace: string; readonly name: string; readonly port: number };
  readonly hostname: string;
  readonly gateway: 'public' | 'internal';
  /** Whether the interface asks who you are; one that does not shows everything to whoever reaches it. */
  readonly login: boolean;
}

type ExposureName = keyof Cluster['ingress']['expose'];

interface Interface {
  readonly workload: Workload & { readonly ports: { readonly http: Port } };
  readonly service: { readonly name: string; readonly port: number };
  readonly login: boolean;
  readonly runs: (cluster: Cluster) => boolean;
}

/** Services as the charts name them, where the release bears the name of its chart. */
const interfaces: Readonly<Record<ExposureName, Interface>> = {
  hubble: {
    workload: hubbleUI,
    service: { name: 'hubble-ui', port: 80 },
    login: false,
    runs: ({ hubble }) => hubble !== false && hubble.ui,
  },
  grafana: {
    workload: grafana,
    service: { name: 'kube-prometheus-stack-grafana', port: 80 },
    login: true,
    runs: ({ monitoring }) => monitoring !== false,
  },
  prometheus: {
    workload: prometheus,
    service: { name: 'kube-prometheus-stack-prometheus', port: 9090 },
    login: false,
    runs: ({ monitoring }) => monitoring !== false,
  },
  alertmanager: {
    workload: alertmanager,
    service: { name: 'kube-prometheus-stack-alertmanager', port: 9093 },
    login: false,
    runs: ({ monitoring }) => monitoring !== false,
  },
  argocd: { workload: argocdServer, service: { name: 'argocd-server', port: 80 }, login: true, runs: () => true },
  longhorn: {
    workload: longhornUI,
    service: { name: 'longhorn-frontend', port: 80 },
    login: false,
    runs: ({ storage }) => storage !== false,
  },
};

/** What the cluster file exposes, of what runs, on Gateways that exist. */
export function exposuresOf(cluster: Cluster): Exposure[] {
  const { expose, gateways } = cluster.ingress;
  return (Object.keys(interfaces) as ExposureName[]).flatMap(name => {
    const { workload, service, login, runs } = interfaces[name];
    const gateway = expose[name];
    if (gateway === 'none' || !gateways[gateway] || !runs(cluster)) return [];
    const hostname = name === 'argocd' ? argocdHostname(cluster) : `${name}.${cluster.domain}`;
    const backend = { namespace: workload.namespace, ...service };
    return [{ name, workload, port: workload.ports.http, service: backend, hostname, gateway, login }];
  });
}
