import type { Combination, GetValue } from './combination';

/**
 * What Cilium's chart refuses to render (cilium 1.19 install/kubernetes/cilium/templates/validate.yaml and
 * cilium-configmap.yaml), and what it renders although the agent then stops or ignores it (daemon/cmd, pkg/option).
 */
const isOn = (value: unknown) => value === true || value === 'true';

const is = (path: string) => (get: GetValue) => isOn(get(path));

/** Values of which the first needs the second. */
function needs(path: string, needed: string, why: string): Combination {
  return {
    at: path.split('.'),
    holds: get => isOn(get(path)) && !isOn(get(needed)),
    message: `\`${path}\` without \`${needed}\`: ${why}`,
    repair: `set \`${needed}: true\``,
  };
}

const monitors = ['prometheus', 'operator.prometheus', 'envoy.prometheus', 'hubble.relay.prometheus'];

const isProxied = (get: GetValue) =>
  is('ingressController.enabled')(get) || is('gatewayAPI.enabled')(get) || get('loadBalancer.l7.backend') === 'envoy';

export const ciliumCombinations: readonly Combination[] = [
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
    at: ['loadBalancer', 'mode'],
    holds: get =>
      ['dsr', 'hybrid'].includes(String(get('loadBalancer.mode'))) &&
      get('routingMode') !== 'native' &&
      get('loadBalancer.dsrDispatch') !== 'geneve',
    message: 'direct server return through a tunnel: the agent does not start, unless the dispatch is `geneve`',
    repair: 'set `routingMode: native`, or `loadBalancer.dsrDispatch: geneve` with `tunnelProtocol: geneve`',
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
];

const isFilled = (value: unknown) => Array.isArray(value) && value.length > 0;
