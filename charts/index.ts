import type { App } from 'cdk8s';
import type { Cluster } from '../config/schema/cluster';
import type { Layer } from '../constructs/layer';
import { type Allowance, allowancesOf } from '../graph/allowance';
import { type Component, componentExposures } from '../graph/application';
import { exposuresOf } from '../graph/exposure';
import type { Graph } from '../graph/graph';
import { hostFirewallOf } from '../graph/host-firewall';
import type { Exposure } from '../graph/interface';
import type { LayerDescriptor } from '../graph/layer';
import { type LayerName, layers } from '../graph/layers';
import { argocdHostname } from '../graph/layers/argocd';
import { redundantReplicas } from '../graph/replicas';
import { dashboardsOf } from '../observability/dashboards/dashboards';
import { ruleGroupsOf } from '../observability/rules';
import { alertPropsOf } from './alert-props';
import { ArgoCD } from './argocd';
import { CertManager } from './cert-manager';
import { Cilium } from './cilium';
import { ciliumValues } from './cilium-values';
import { ClusterMesh } from './cluster-mesh';
import { Egress } from './egress';
import { GatewayApi } from './gateway-api';
import { gatewaysOf, Ingress } from './ingress';
import { LoadBalancing } from './load-balancing';
import { Longhorn } from './longhorn';
import { storageClass } from './longhorn-values';
import { Monitoring } from './monitoring';
import { applicationNamespaces, Namespaces, namespacesOf } from './namespaces';
import { NetworkPolicies } from './network-policies';
import { ReleaseLayer } from './release-layer';
import { ServiceMesh, serviceMeshOf } from './service-mesh';
import { Tetragon } from './tetragon';
import { Workloads } from './workloads';

/** What the stack of one cluster is built from. */
export interface StackProps {
  readonly cluster: Cluster;
  /** Every cluster, because the peers of a mesh need each other's addresses. */
  readonly fleet: readonly Cluster[];
  readonly graph: Graph;
  /** The applications that run on the platform. */
  readonly components: readonly Component[];
}

/** What every layer with pods of its own gets: their policies, and the routes to them. */
interface Access {
  readonly allowances: readonly Allowance[];
  readonly exposures: readonly Exposure[];
}

type Build = (app: App, name: LayerName, access: Access, stack: StackProps) => Layer | false | undefined;

/** Layers that write objects of their own; the others are built from their descriptors. */
const builders: Partial<Record<LayerName, Build>> = {
  namespaces: (app, name, _, { cluster, components }) => new Namespaces(app, name, namespacesOf(cluster, components)),
  'gateway-api': (app, name) => new GatewayApi(app, name),
  cilium: (app, name, _, { cluster, fleet }) => new Cilium(app, name, { values: ciliumValues(cluster, fleet) }),
  tetragon: (app, name, access, { cluster }) =>
    cluster.runtimeSecurity &&
    new Tetragon(app, name, {
      cluster: cluster.name,
      runtimeSecurity: cluster.runtimeSecurity,
      monitored: isMonitored(cluster),
      ...access,
    }),
  'load-balancing': (app, name, _, { cluster }) =>
    new LoadBalancing(app, name, {
      loadBalancing: cluster.loadBalancing,
      hasWorkers: cluster.talos.workers.length > 0,
    }),
  'cert-manager': (app, name, access, { cluster }) =>
    new CertManager(app, name, {
      certificates: cluster.certificates,
      monitored: isMonitored(cluster),
      ...access,
    }),
  ingress: (app, name, _, { cluster, components }) =>
    new Ingress(app, name, {
      domain: cluster.domain,
      gateways: gatewaysOf(cluster, [...exposuresOf(cluster), ...componentExposures(components, cluster)]),
      controller: cluster.ingress.controller,
    }),
  egress: (app, name, access, { cluster }) =>
    new Egress(app, name, { egress: cluster.egress, monitored: isMonitored(cluster), ...access }),
  'cluster-mesh': (app, name, access, { cluster: { clusterMesh: mesh } }) =>
    mesh && new ClusterMesh(app, name, { mesh, ...access }),
  longhorn: (app, name, access, { cluster }) =>
    cluster.storage &&
    new Longhorn(app, name, { storage: cluster.storage, monitored: isMonitored(cluster), ...access }),
  monitoring: (app, name, access, { cluster }) => {
    const observed = alertPropsOf(cluster);
    return (
      cluster.monitoring &&
      new Monitoring(app, name, {
        cluster: cluster.name,
        monitoring: cluster.monitoring,
        alertmanagerReplicas: redundantReplicas(cluster),
        rules: ruleGroupsOf(observed),
        dashboards: dashboardsOf(observed),
        ...access,
      })
    );
  },
  argocd: (app, name, access, { cluster }) =>
    new ArgoCD(app, name, { hostname: argocdHostname(cluster), monitored: isMonitored(cluster), ...access }),
  'service-mesh': (app, name, _, { components }) => new ServiceMesh(app, name, { services: serviceMeshOf(components) }),
  workloads: (app, name, { allowances }, { cluster, components }) =>
    new Workloads(app, name, {
      components,
      monitored: isMonitored(cluster),
      storageClass: cluster.storage ? storageClass : undefined,
      allowances,
      exposures: componentExposures(components, cluster),
    }),
  'network-policies': (app, name, access, { cluster, graph, components }) =>
    new NetworkPolicies(app, name, {
      ...access,
      closedNamespaces: applicationNamespaces(components),
      hostFirewall: cluster.network.hostFirewall ? hostFirewallOf(graph) : undefined,
    }),
};

/** The stack of one cluster, bottom-up. A layer that the cluster file turns off is left out, or without content. */
export function buildStack(app: App, stack: StackProps): Layer[] {
  return layers
    .filter(layer => layer.isOn(stack.cluster))
    .map(layer => buildLayer(app, layer, stack))
    .filter(layer => layer !== false && layer !== undefined);
}

function buildLayer(app: App, descriptor: LayerDescriptor<LayerName>, stack: StackProps) {
  const { name } = descriptor;
  const access = {
    allowances: allowancesOf(stack.graph, name),
    exposures: exposuresOf(stack.cluster).filter(({ layer }) => layer === name),
  };
  const build = builders[name];
  if (build) return build(app, name, access, stack);
  return new ReleaseLayer(app, name, { release: descriptor.releaseFor(stack.cluster), ...access });
}

function isMonitored({ monitoring }: Cluster): boolean {
  return monitoring !== false;
}
