import type { Cluster } from '../config/schema/cluster';

/** How traffic reaches Services: the part of the Cilium chart's values about load balancing, Gateways and Ingress. */
export function serviceValues({ loadBalancing, ingress }: Cluster) {
  const { mode, algorithm, acceleration, dsrDispatch, maglevTableSize, l2, bgp } = loadBalancing;
  return {
    loadBalancer: { mode, algorithm, acceleration, dsrDispatch },
    ...(maglevTableSize && { maglev: { tableSize: maglevTableSize } }),
    l2announcements: { enabled: l2 !== undefined },
    // The node that answers for a Service renews its Lease every 5 s: the default of 10 requests per second allows 50.
    ...(l2 && { k8sClientRateLimit: { qps: 50, burst: 100 } }),
    bgpControlPlane: { enabled: bgp !== undefined },
    gatewayAPI: {
      enabled: true,
      // HTTP/2 to clients, and to Services that say `appProtocol: kubernetes.io/h2c`: gRPC needs both.
      enableAlpn: true,
      enableAppProtocol: true,
      // A string: the default `auto` asks the live cluster, and charts are rendered without one.
      gatewayClass: { create: 'true' },
    },
    ingressController: ingress.controller ? dedicated : { enabled: false },
  };
}

/**
 * Every Ingress gets an address of its own. A shared address would need the chart's EndpointSlice, a kind that Argo CD
 * leaves to the cluster; as ClusterIP, the Service for it takes no address.
 */
const dedicated = {
  enabled: true,
  loadbalancerMode: 'dedicated',
  service: { type: 'ClusterIP', externalTrafficPolicy: '' },
};
