import type { Cluster } from '../config/schema/cluster';
import { type HubbleValues, hubbleValues } from './cilium-hubble-values';
import { type CertgenValues, type ClusterMeshValues, meshValues } from './cilium-mesh-values';
import { type ServiceValues, serviceValues } from './cilium-service-values';

interface Switch {
  readonly enabled: boolean;
}

/** A component with metrics, and the ServiceMonitor that has them scraped. */
export interface MonitoredValues extends Switch {
  readonly serviceMonitor: Switch & { readonly trustCRDsExist?: true };
}

/** Values of the Cilium chart: exactly the keys that we set. The chart ignores unknown keys without a word. */
export interface CiliumValues extends ServiceValues {
  readonly cluster: { readonly name: string; readonly id?: number };
  readonly ipam: { readonly mode: 'kubernetes' };
  readonly kubeProxyReplacement: true;
  readonly k8sServiceHost: string;
  readonly k8sServicePort: number;
  readonly cgroup: { readonly autoMount: Switch; readonly hostRoot: string };
  readonly securityContext: {
    readonly capabilities: { readonly ciliumAgent: readonly string[]; readonly cleanCiliumState: readonly string[] };
  };
  readonly extraHostPathMounts?: readonly HostPathMount[];
  readonly rollOutCiliumPods: true;
  readonly operator: { readonly replicas: number; readonly rollOutPods: true; readonly prometheus: MonitoredValues };
  readonly envoy: Switch & { readonly rollOutPods: true; readonly prometheus: MonitoredValues };
  readonly prometheus: MonitoredValues;
  readonly bpf: { readonly masquerade: true };
  readonly labels: string;
  readonly routingMode: 'tunnel' | 'native';
  readonly tunnelProtocol?: 'vxlan' | 'geneve';
  readonly ipv4NativeRoutingCIDR?: string;
  readonly autoDirectNodeRoutes?: boolean;
  readonly directRoutingSkipUnreachable?: true;
  readonly bandwidthManager: Switch & { readonly bbr?: boolean };
  readonly encryption: EncryptionValues;
  readonly policyAuditMode: boolean;
  readonly hostFirewall: Switch;
  readonly egressGateway: Switch;
  readonly localRedirectPolicies: Switch;
  readonly hubble: HubbleValues;
  readonly certgen?: CertgenValues;
  readonly clustermesh?: ClusterMeshValues;
}

export interface HostPathMount {
  readonly name: string;
  readonly mountPath: string;
  readonly hostPath: string;
  readonly hostPathType: 'DirectoryOrCreate';
}

interface EncryptionValues extends Switch {
  readonly type?: 'wireguard';
  readonly nodeEncryption?: boolean;
  readonly wireguard?: { readonly persistentKeepalive: string };
  readonly strictMode?: {
    readonly egress: Switch & { readonly cidr: string; readonly allowRemoteNodeIdentities: boolean };
  };
}

/** Default capabilities of the chart but `SYS_MODULE` and `SYSLOG`: Talos lets no pod load kernel modules. */
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

/**
 * What Cilium is installed with, first by the bootstrap and then by Argo CD. `fleet` tells the addresses of mesh peers.
 * What is undefined is left out: as `null` in a values file, it would take the chart's own default away.
 */
export function ciliumValues(cluster: Cluster, fleet: readonly Cluster[]): CiliumValues {
  return JSON.parse(JSON.stringify(valuesOf(cluster, fleet))) as CiliumValues;
}

function valuesOf(cluster: Cluster, fleet: readonly Cluster[]): CiliumValues {
  const { name, talos, clusterMesh: mesh, network, policy, egress, monitoring } = cluster;
  const nodes = talos.controlPlanes.length + talos.workers.length;
  const monitored: MonitoredValues = { enabled: true, serviceMonitor: { enabled: monitoring !== false } };
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
    // The chart is rendered without a cluster to ask whether the CRDs exist; this says so for all its monitors.
    prometheus: { ...monitored, serviceMonitor: { ...monitored.serviceMonitor, trustCRDsExist: true } },
    bpf: { masquerade: true },
    labels: `!${labelsOfNoIdentity}`,
    routingMode: network.routing.mode,
    tunnelProtocol: network.routing.tunnelProtocol,
    ipv4NativeRoutingCIDR: network.routing.nativeCIDR?.text,
    autoDirectNodeRoutes: network.routing.directNodeRoutes,
    // Nodes of mesh peers stand on other segments: the fabric has the routes to their pods.
    directRoutingSkipUnreachable: (network.routing.directNodeRoutes && mesh !== undefined) || undefined,
    bandwidthManager:
      network.bandwidthManager === false ? { enabled: false } : { enabled: true, bbr: network.bandwidthManager.bbr },
    encryption: encryptionValues(cluster),
    // Covers addresses and ports only: what a policy says of HTTP and DNS is enforced in audit mode too.
    policyAuditMode: policy.posture === 'audit',
    hostFirewall: { enabled: network.hostFirewall },
    egressGateway: { enabled: egress.gateways.length > 0 },
    localRedirectPolicies: { enabled: egress.nodeLocalDNS },
    ...serviceValues(cluster),
    ...hubbleValues(cluster, monitored),
    ...meshValues(cluster, fleet, monitored),
  };
}

/** WireGuard. The chart's own default is IPsec, and a misspelt type encrypts nothing. */
function encryptionValues({ encryption, network }: Cluster): EncryptionValues {
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
