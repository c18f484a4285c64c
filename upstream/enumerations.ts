/**
 * What the installed program accepts where the chart accepts anything: a wrong word renders, and the agent then stops
 * or ignores it. By chart and dotted key. `cilium 1.19` pkg/option/config.go, pkg/loadbalancer/config.go,
 * install/kubernetes/cilium/templates; `metrics-server 0.8` charts/metrics-server/templates; `tetragon 1.7`
 * install/kubernetes/tetragon/templates.
 */
export const enumerations: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  cilium: {
    routingMode: ['', 'tunnel', 'native'],
    tunnelProtocol: ['', 'vxlan', 'geneve'],
    policyEnforcementMode: ['default', 'always', 'never'],
    kubeProxyReplacement: ['true', 'false'],
    'loadBalancer.mode': ['snat', 'dsr', 'hybrid'],
    'loadBalancer.algorithm': ['random', 'maglev'],
    'loadBalancer.acceleration': ['disabled', 'native', 'best-effort'],
    'loadBalancer.dsrDispatch': ['opt', 'ipip', 'geneve'],
    'encryption.type': ['ipsec', 'wireguard', 'ztunnel'],
    'hubble.tls.auto.method': ['helm', 'cronJob', 'certmanager'],
    'clustermesh.apiserver.tls.auto.method': ['helm', 'cronJob', 'certmanager'],
    'gatewayAPI.gatewayClass.create': ['auto', 'true', 'false'],
    defaultLBServiceIPAM: ['lbipam', 'nodeipam', 'none'],
  },
  'metrics-server': {
    'tls.type': ['metrics-server', 'helm', 'cert-manager', 'existingSecret'],
  },
  tetragon: {
    'crds.installMethod': ['operator', 'helm', 'none'],
    'rthooks.interface': ['', 'oci-hooks', 'nri-hook'],
    'export.mode': ['', 'stdout'],
  },
};
