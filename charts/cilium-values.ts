import type { Cluster } from '../config/schema/cluster';
import { hubbleValues } from './cilium-hubble-values';
import { meshValues } from './cilium-mesh-values';
import { serviceValues } from './cilium-service-values';
import { monitoredValues } from './monitored-values';

/** The chart's default capabilities without `SYS_MODULE` and `SYSLOG`: on Talos no pod may load kernel modules. */
const agentCapabilities = [
  'CHOWN',
  'KILL',
  'NET_ADMIN',
  'NET_RAW',
  'IPC_LOCK',
  'SYS_ADMIN',
  'SYS_RESOURCE',
  'DAC_OVERRIDE',
  'FOWNER',
  'SETGID',
  'SETUID',
];

/** Labels that would give Longhorn's pods an identity for every node, image and disk. A regular expression on keys. */
const labelsOfNoIdentity = 'longhorn\\.io/(node|instance-manager-image|disk-uuid)$';

/** What Cilium is installed with, first by the bootstrap and then by Argo CD. `fleet` has the addresses of mesh peers. */
export function ciliumValues(cluster: Cluster, fleet: readonly Cluster[]) {
  const { name, talos, clusterMesh: mesh, network, policy, egress } = cluster;
  const nodes = talos.controlPlanes.length + talos.workers.length;
  const monitored = monitoredValues(cluster);
  return {
    cluster: { name, id: mesh?.id },
    ipam: { mode: 'kubernetes' },
    kubeProxyReplacement: true,
    // KubePrism, the load balancer of Talos for the Kubernetes API on every node.
    k8sServiceHost: 'localhost',
    k8sServicePort: 7445,
    cgroup: { autoMount: { enabled: false }, hostRoot: '/sys/fs/cgroup' },
    securityContext: {
      capabilities: {
        ciliumAgent: agentCapabilities,
        cleanCiliumState: ['NET_ADMIN', 'SYS_ADMIN', 'SYS_RESOURCE'],
      },
    },
    rollOutCiliumPods: true,
    // Two replicas never share a node.
    operator: { replicas: Math.min(nodes, 2), rollOutPods: true, prometheus: monitored },
    envoy: { enabled: true, rollOutPods: true, prometheus: monitored },
    // The chart is rendered without a cluster to ask whether the CRDs exist; this covers all of its monitors.
    prometheus: { ...monitored, serviceMonitor: { ...monitored.serviceMonitor, trustCRDsExist: true } },
    bpf: { masquerade: true },
    labels: `!${labelsOfNoIdentity}`,
    routingMode: network.routing.mode,
    tunnelProtocol: network.routing.tunnelProtocol,
    ipv4NativeRoutingCIDR: network.routing.nativeCIDR?.text,
    autoDirectNodeRoutes: network.routing.directNodeRoutes,
    // Nodes of mesh peers are on other segments: the fabric has the routes to their pods.
    directRoutingSkipUnreachable: (network.routing.directNodeRoutes && mesh !== undefined) || undefined,
    bandwidthManager:
      network.bandwidthManager === false ? { enabled: false } : { enabled: true, bbr: network.bandwidthManager.bbr },
    encryption: encryptionValues(cluster),
    // Covers addresses and ports only: rules on HTTP and DNS are enforced in audit mode too.
    policyAuditMode: policy.mode === 'audit',
    hostFirewall: { enabled: network.hostFirewall },
    egressGateway: { enabled: egress.gateways.length > 0 },
    localRedirectPolicies: { enabled: egress.nodeLocalDNS },
    ...serviceValues(cluster),
    ...hubbleValues(cluster),
    ...meshValues(cluster, fleet),
  };
}

/** WireGuard. The chart's own default is IPsec, and with a misspelled type nothing is encrypted. */
function encryptionValues({ encryption, network }: Cluster) {
  if (encryption === false) return { enabled: false };
  const { nodeEncryption, persistentKeepaliveSeconds, strictMode } = encryption;
  return {
    enabled: true,
    type: 'wireguard',
    nodeEncryption,
    wireguard: { persistentKeepalive: `${persistentKeepaliveSeconds}s` },
    ...(strictMode && {
      strictMode: {
        // Inside a tunnel, the destination is known by the identity of its node alone.
        egress: {
          enabled: true,
          cidr: network.podCIDR.text,
          allowRemoteNodeIdentities: network.routing.mode === 'tunnel',
        },
      },
    }),
  };
}
