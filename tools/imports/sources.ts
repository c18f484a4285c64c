import { charts, gatewayApi } from '../../config/versions';

/** The CRDs of one product: where upstream keeps them at the pinned version, and which of them we write. */
export interface Source {
  /** Its folder in a local copy, `cilium`. */
  readonly product: string;
  /** Repository and tag, `cilium/cilium/v1.19.7`. */
  readonly tag: string;
  /** Path in the repository by kind. Kinds that only controllers write are left out. */
  readonly paths: Readonly<Record<string, string>>;
}

/** Where GitHub serves a file of a repository at a tag. */
export const host = 'https://raw.githubusercontent.com';

export const sources: readonly Source[] = [
  {
    product: 'cilium',
    tag: `cilium/cilium/v${charts.cilium.appVersion}`,
    paths: under('pkg/k8s/apis/cilium.io/client/crds', {
      CiliumBGPAdvertisement: 'v2/ciliumbgpadvertisements',
      CiliumBGPClusterConfig: 'v2/ciliumbgpclusterconfigs',
      CiliumBGPNodeConfigOverride: 'v2/ciliumbgpnodeconfigoverrides',
      CiliumBGPPeerConfig: 'v2/ciliumbgppeerconfigs',
      CiliumCIDRGroup: 'v2/ciliumcidrgroups',
      CiliumClusterwideEnvoyConfig: 'v2/ciliumclusterwideenvoyconfigs',
      CiliumClusterwideNetworkPolicy: 'v2/ciliumclusterwidenetworkpolicies',
      CiliumEgressGatewayPolicy: 'v2/ciliumegressgatewaypolicies',
      CiliumEnvoyConfig: 'v2/ciliumenvoyconfigs',
      CiliumGatewayClassConfig: 'v2alpha1/ciliumgatewayclassconfigs',
      CiliumL2AnnouncementPolicy: 'v2alpha1/ciliuml2announcementpolicies',
      CiliumLoadBalancerIPPool: 'v2/ciliumloadbalancerippools',
      CiliumLocalRedirectPolicy: 'v2/ciliumlocalredirectpolicies',
      CiliumNetworkPolicy: 'v2/ciliumnetworkpolicies',
      CiliumNodeConfig: 'v2/ciliumnodeconfigs',
      CiliumPodIPPool: 'v2alpha1/ciliumpodippools',
    }),
  },
  {
    product: 'tetragon',
    tag: `cilium/tetragon/v${charts.tetragon.appVersion}`,
    paths: under('pkg/k8s/apis/cilium.io/client/crds/v1alpha1', {
      TracingPolicy: 'cilium.io_tracingpolicies',
      TracingPolicyNamespaced: 'cilium.io_tracingpoliciesnamespaced',
    }),
  },
  {
    product: 'gateway-api',
    tag: `kubernetes-sigs/gateway-api/v${gatewayApi.version}`,
    paths: under(gatewayApi.path, {
      BackendTLSPolicy: 'gateway.networking.k8s.io_backendtlspolicies',
      Gateway: 'gateway.networking.k8s.io_gateways',
      GatewayClass: 'gateway.networking.k8s.io_gatewayclasses',
      GRPCRoute: 'gateway.networking.k8s.io_grpcroutes',
      HTTPRoute: 'gateway.networking.k8s.io_httproutes',
      ReferenceGrant: 'gateway.networking.k8s.io_referencegrants',
    }),
  },
  {
    product: 'cert-manager',
    tag: `cert-manager/cert-manager/v${charts['cert-manager'].appVersion}`,
    paths: under('deploy/crds', {
      Certificate: 'cert-manager.io_certificates',
      ClusterIssuer: 'cert-manager.io_clusterissuers',
    }),
  },
  {
    product: 'argo-cd',
    tag: `argoproj/argo-cd/v${charts.argocd.appVersion}`,
    paths: under('manifests/crds', { Application: 'application-crd', AppProject: 'appproject-crd' }),
  },
  {
    product: 'prometheus-operator',
    tag: `prometheus-operator/prometheus-operator/v${charts.monitoring.appVersion}`,
    paths: under('example/prometheus-operator-crd', {
      PodMonitor: 'monitoring.coreos.com_podmonitors',
      Probe: 'monitoring.coreos.com_probes',
      PrometheusRule: 'monitoring.coreos.com_prometheusrules',
      ServiceMonitor: 'monitoring.coreos.com_servicemonitors',
    }),
  },
  {
    product: 'longhorn',
    tag: `longhorn/longhorn-manager/v${charts.longhorn.appVersion}`,
    paths: under('k8s', { BackupTarget: 'crds', RecurringJob: 'crds', Setting: 'crds' }),
  },
  {
    product: 'external-dns',
    tag: `kubernetes-sigs/external-dns/v${charts['external-dns'].appVersion}`,
    paths: under('charts/external-dns/crds', { DNSEndpoint: 'dnsendpoints.externaldns.k8s.io' }),
  },
];

function under(directory: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([kind, file]) => [kind, `${directory}/${file}.yaml`]));
}
