import type { App } from 'cdk8s';
import type { Cluster } from '../config/schema/cluster';
import { Layer } from '../constructs/layer';
import { allowancesOf } from '../graph/allowance';
import { type Component, componentExposures } from '../graph/application';
import { argocdHostname } from '../graph/argocd';
import { exposuresOf } from '../graph/exposure';
import type { Graph } from '../graph/graph';
import { hostFirewallOf } from '../graph/host-firewall';
import type { LayerName } from '../graph/layer';
import { alertmanagerReplicas } from '../graph/monitoring';
import { compare } from '../model/finding';
import { dashboardsOf } from '../observability/dashboards/dashboards';
import { ruleGroupsOf } from '../observability/rules';
import { alertPropsOf } from './alert-props';
import { ArgoCD } from './argocd';
import { CertManager } from './cert-manager';
import { Cilium } from './cilium';
import { ciliumValues } from './cilium-values';
import { ClusterMesh } from './cluster-mesh';
import { Egress } from './egress';
import { ExternalDNS } from './external-dns';
import { GatewayApi } from './gateway-api';
import { Hubble } from './hubble';
import { gatewaysOf, Ingress } from './ingress';
import { LoadBalancing } from './load-balancing';
import { Longhorn } from './longhorn';
import { storageClass } from './longhorn-values';
import { Monitoring } from './monitoring';
import { Namespaces, platformNamespaces } from './namespaces';
import { NetworkPolicies } from './network-policies';
import { PrometheusCRDs } from './prometheus-crds';
import { ServiceMesh, serviceMeshOf } from './service-mesh';
import { Tetragon } from './tetragon';
import { Workloads } from './workloads';

/** What the stack of one cluster is built from. */
export interface StackProps {
  readonly cluster: Cluster;
  /** Every cluster, for what meshed clusters must know of each other. */
  readonly fleet: readonly Cluster[];
  readonly graph: Graph;
  /** The applications that run on the platform. */
  readonly components: readonly Component[];
}

/** The stack bottom-up: the only place that knows which layers there are. What is off is left out. */
export function buildStack(app: App, { cluster, fleet, graph, components }: StackProps): Layer[] {
  const { monitoring, storage, dns, hubble, clusterMesh: mesh, egress, runtimeSecurity } = cluster;
  const monitored = monitoring !== false;
  const exposures = exposuresOf(cluster);
  const served = componentExposures(components, cluster);
  const applicationNamespaces = [...new Set(components.map(({ namespace }) => namespace))].sort(compare);
  const serviceMesh = serviceMeshOf(components);
  const observed = alertPropsOf(cluster);
  /** What every layer with pods of its own gets: their policies, and the routes to them. */
  const open = (layer: LayerName) => ({
    allowances: allowancesOf(graph, layer),
    exposures: exposures.filter(({ workload }) => workload.layer === layer),
  });

  return [
    new Namespaces(app, 'namespaces', [
      ...platformNamespaces(cluster),
      ...applicationNamespaces.map(name => ({ name, level: 'restricted' as const })),
    ]),
    new GatewayApi(app, 'gateway-api'),
    monitored && new PrometheusCRDs(app, 'prometheus-crds'),
    new Cilium(app, 'cilium', { values: ciliumValues(cluster, fleet) }),
    hubble && new Hubble(app, 'hubble', open('hubble')),
    runtimeSecurity &&
      new Tetragon(app, 'tetragon', { cluster: cluster.name, runtimeSecurity, monitored, ...open('tetragon') }),
    new LoadBalancing(app, 'load-balancing', {
      loadBalancing: cluster.loadBalancing,
      hasWorkers: cluster.talos.workers.length > 0,
    }),
    new CertManager(app, 'cert-manager', { certificates: cluster.certificates, monitored, ...open('cert-manager') }),
    new Ingress(app, 'ingress', {
      domain: cluster.domain,
      gateways: gatewaysOf(cluster, [...exposures, ...served]),
      controller: cluster.ingress.controller,
    }),
    new Egress(app, 'egress', { egress, monitored, ...open('egress') }),
    mesh && new ClusterMesh(app, 'cluster-mesh', { mesh, ...open('cluster-mesh') }),
    storage && new Longhorn(app, 'longhorn', { storage, monitored, ...open('longhorn') }),
    dns && new ExternalDNS(app, 'external-dns', { cluster: cluster.name, dns, monitored, ...open('external-dns') }),
    monitoring &&
      new Monitoring(app, 'monitoring', {
        cluster: cluster.name,
        monitoring,
        alertmanagerReplicas: alertmanagerReplicas(cluster),
        rules: ruleGroupsOf(observed),
        dashboards: dashboardsOf(observed),
        ...open('monitoring'),
      }),
    new ArgoCD(app, 'argocd', { hostname: argocdHostname(cluster), monitored, ...open('argocd') }),
    serviceMesh.length > 0 && new ServiceMesh(app, 'service-mesh', { services: serviceMesh }),
    components.length > 0 &&
      new Workloads(app, 'workloads', {
        components,
        monitored,
        storageClass: storage ? storageClass : undefined,
        ...open('workloads'),
        exposures: served,
      }),
    new NetworkPolicies(app, 'network-policies', {
      ...open('network-policies'),
      closedNamespaces: applicationNamespaces,
      hostFirewall: cluster.network.hostFirewall ? hostFirewallOf(graph) : undefined,
    }),
  ].filter(layer => layer instanceof Layer);
}
