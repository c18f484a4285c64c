import { agentCombinations } from './cilium-agent';
import { talosCombinations } from './cilium-talos';
import { type Combination, type GetValue, is, isOn, needs } from './combination';

/**
 * What Cilium's chart refuses to render (cilium 1.19 install/kubernetes/cilium/templates/validate.yaml and
 * cilium-configmap.yaml), and what it renders although the agent then stops or ignores it (daemon/cmd, pkg/option).
 */

const monitors = ['prometheus', 'operator.prometheus', 'envoy.prometheus', 'hubble.relay.prometheus'];

const isProxied = (get: GetValue) =>
  is('ingressController.enabled')(get) || is('gatewayAPI.enabled')(get) || get('loadBalancer.l7.backend') === 'envoy';

export const ciliumCombinations: readonly Combination[] = [
  ...agentCombinations,
  ...talosCombinations,
  needs('hubble.ui.enabled', 'hubble.relay.enabled', 'the chart refuses a UI without the relay that it reads from'),
  needs('encryption.nodeEncryption', 'encryption.enabled', 'the chart drops it silently'),
  needs('authentication.mutual.spire.enabled', 'authentication.enabled', 'the chart refuses it'),
  needs('egressGateway.enabled', 'bpf.masquerade', 'the agent does not start'),
  needs('gatewayAPI.enabled', 'kubeProxyReplacement', 'the operator turns its controller off'),
  needs('ingressController.enabled', 'kubeProxyReplacement', 'the operator turns its controller off'),
  {
    at: ['hubble', 'relay', 'enabled'],
    holds: get => is('hubble.relay.enabled')(get) && get('hubble.enabled') === false,
    message: '`hubble.relay.enabled` with `hubble.enabled: false`: the chart refuses it',
    repair: 'set `hubble.enabled: true`',
  },
  {
    at: ['l7Proxy'],
    holds: get => get('l7Proxy') === false && isProxied(get),
    message: 'Gateways and Ingresses are served by the proxy that `l7Proxy: false` turns off: the chart refuses it',
    repair: 'remove `l7Proxy`',
  },
  {
    at: ['routingMode'],
    holds: get =>
      get('routingMode') === 'native' &&
      !get('ipv4NativeRoutingCIDR') &&
      get('enableIPv4Masquerade') !== false &&
      !isOn(get('ipMasqAgent.enabled')) &&
      get('ipv4.enabled') !== false,
    message: '`routingMode: native` without `ipv4NativeRoutingCIDR`: the agent does not start',
    repair: 'set `ipv4NativeRoutingCIDR` to the block in which pods are routed',
  },
  {
    at: ['cluster', 'name'],
    holds: get => Number(get('cluster.id') ?? 0) !== 0 && (get('cluster.name') ?? 'default') === 'default',
    message: 'a cluster with an id is called `default`: the chart refuses it',
    repair: 'set `cluster.name`',
  },
  {
    at: ['cluster', 'id'],
    holds: get => Number(get('cluster.id') ?? 0) > Number(get('clustermesh.maxConnectedClusters') ?? 255),
    message: '`cluster.id` is above `clustermesh.maxConnectedClusters`: the agent does not start',
    repair: 'choose a lower id, or set `clustermesh.maxConnectedClusters: 511`',
  },
  {
    at: ['hubble', 'tls', 'auto', 'method'],
    holds: get =>
      get('hubble.enabled') !== false &&
      get('hubble.tls.enabled') !== false &&
      (get('hubble.tls.auto.method') ?? 'helm') === 'helm',
    severity: 'warning',
    argocd: true,
    message:
      'the method `helm` creates new certificates in every render: Argo CD never gets in sync, and private keys end up in the manifests',
    repair: 'set `hubble.tls.auto.method: cronJob` or `certmanager`',
  },
  ...['hubble.tls.auto', 'clustermesh.apiserver.tls.auto'].map(path => ({
    at: [...path.split('.'), 'method'],
    holds: (get: GetValue) =>
      get(`${path}.method`) === 'certmanager' && get(`${path}.certManagerIssuerRef.name`) === undefined,
    message: `\`${path}.method: certmanager\` without an issuer: the chart refuses it`,
    repair: `set \`${path}.certManagerIssuerRef\``,
  })),
  ...monitors.map(path => ({
    at: [...path.split('.'), 'serviceMonitor', 'enabled'],
    holds: (get: GetValue) =>
      isOn(get(`${path}.serviceMonitor.enabled`)) && !isOn(get('prometheus.serviceMonitor.trustCRDsExist')),
    severity: 'warning' as const,
    message: `\`${path}.serviceMonitor\` is refused where the cluster has no CRD for ServiceMonitors yet, as during a first installation`,
    repair: 'set `prometheus.serviceMonitor.trustCRDsExist: true`',
  })),
  {
    at: ['gatewayAPI', 'gatewayClass', 'create'],
    holds: get => is('gatewayAPI.enabled')(get) && (get('gatewayAPI.gatewayClass.create') ?? 'auto') === 'auto',
    severity: 'warning',
    argocd: true,
    message: '`gatewayClass.create: auto` looks at the cluster while rendering: the GatewayClass may be missing',
    repair: 'set `gatewayAPI.gatewayClass.create: "true"`',
  },
  {
    at: ['operator', 'removeNodeTaints'],
    holds: get => isOn(get('operator.setNodeTaints')) && get('operator.removeNodeTaints') === false,
    message: 'taints are set on nodes and never removed: the chart refuses it',
    repair: 'remove `operator.removeNodeTaints`',
  },
  {
    at: ['hubble', 'redact', 'http', 'headers', 'deny'],
    holds: get => isFilled(get('hubble.redact.http.headers.allow')) && isFilled(get('hubble.redact.http.headers.deny')),
    message: 'headers are both allowed and denied: the chart refuses it',
    repair: 'keep one of the two lists',
  },
  {
    at: ['ciliumEndpointSlice', 'enabled'],
    holds: get =>
      isOn(get('disableEndpointCRD')) &&
      (is('ciliumEndpointSlice.enabled')(get) || is('clustermesh.useAPIServer')(get)),
    message:
      'endpoint slices and ClusterMesh are built from the endpoints that `disableEndpointCRD` leaves out: the chart refuses it',
    repair: 'remove `disableEndpointCRD`',
  },
  {
    at: ['cluster', 'name'],
    holds: get => {
      const name = get('cluster.name');
      return name !== undefined && !/^(?=.{1,32}$)(?:[a-z0-9][-a-z0-9]*)?[a-z0-9]$/.test(String(name));
    },
    message: '`cluster.name` is not a valid name: the chart refuses it',
    repair: 'use at most 32 lower-case letters, digits and `-`, with a letter or digit at both ends',
  },
  {
    at: ['clustermesh', 'maxConnectedClusters'],
    holds: get => ![undefined, 255, 511].includes(Number(get('clustermesh.maxConnectedClusters') ?? 255)),
    message: '`clustermesh.maxConnectedClusters` is neither 255 nor 511: the chart refuses it',
    repair: 'set it to 255 or 511',
  },
  {
    at: ['k8sServiceHostRef'],
    holds: get => Boolean(get('k8sServiceHostRef.name') && get('k8sServiceHostRef.key') && get('k8sServiceHost')),
    message: '`k8sServiceHostRef` beside `k8sServiceHost`: the chart refuses it',
    repair: 'keep one of the two',
  },
  // Empty on a Service of type ClusterIP, which has no traffic from outside.
  ...['gatewayAPI.externalTrafficPolicy', 'ingressController.service.externalTrafficPolicy'].map(path => ({
    at: path.split('.'),
    holds: (get: GetValue) =>
      isOn(get(`${path.split('.')[0]}.enabled`)) &&
      ![undefined, '', 'Cluster', 'Local'].includes(get(path) as undefined),
    message: `\`${path}\` is neither \`Cluster\` nor \`Local\`: the chart refuses it`,
    repair: 'set it to `Cluster` or `Local`',
  })),
  {
    at: ['standaloneDnsProxy', 'enabled'],
    holds: get => isOn(get('standaloneDnsProxy.enabled')) && Number(get('dnsProxy.proxyPort') ?? 0) === 0,
    message: '`standaloneDnsProxy.enabled` without `dnsProxy.proxyPort`: the chart refuses it',
    repair: 'set `dnsProxy.proxyPort`, for example to 10094',
  },
  {
    at: ['clustermesh', 'apiserver', 'kvstoremesh', 'kvstoreMode'],
    holds: get => {
      const at = 'clustermesh.apiserver';
      if (get(`${at}.kvstoremesh.kvstoreMode`) !== 'external') return false;
      const isMulti = String(get(`${at}.replicas`) ?? 2) !== '1';
      return !isOn(get('clustermesh.useAPIServer')) || get(`${at}.kvstoremesh.enabled`) === false || isMulti;
    },
    message:
      '`kvstoreMode: external` needs `clustermesh.useAPIServer`, KVStoreMesh and one replica: the chart refuses it',
    repair: 'set `clustermesh.useAPIServer: true` and `clustermesh.apiserver.replicas: 1`, or leave it `internal`',
  },
  {
    at: ['routingMode'],
    holds: get => isOn(get('gke.enabled')) && ![undefined, '', 'native'].includes(get('routingMode') as undefined),
    message: '`gke.enabled` with a tunnel: the chart refuses it',
    repair: 'set `routingMode: native`',
  },
  {
    at: ['routingMode'],
    holds: get => isOn(get('aksbyocni.enabled')) && get('routingMode') === 'native',
    message: '`aksbyocni.enabled` with native routing: the chart refuses it',
    repair: 'set `routingMode: tunnel`',
  },
  {
    at: ['routingMode'],
    holds: get =>
      get('routingMode') === 'native' &&
      isOn(get('ipv6.enabled')) &&
      get('enableIPv6Masquerade') !== false &&
      !isOn(get('ipMasqAgent.enabled')) &&
      !get('ipv6NativeRoutingCIDR'),
    message: '`routingMode: native` with IPv6 and without `ipv6NativeRoutingCIDR`: the chart refuses it',
    repair: 'set `ipv6NativeRoutingCIDR`, or `enableIPv6Masquerade: false`',
  },
];

const isFilled = (value: unknown) => Array.isArray(value) && value.length > 0;
