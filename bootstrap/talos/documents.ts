import {
  controlPlaneLabels,
  deleted,
  etcd,
  hostDNS,
  kubePrism,
  listenForPrometheus,
  longhornVolume,
  type Machines,
  type PatchDocument,
  storageLabel,
  type TalosPatches,
} from './machines';

/** The format of Talos 1.14 and newer: `talos v1.14 pkg/machinery/config/types`. */
export function documents(machines: Machines): TalosPatches {
  const { disks, noWorkers } = machines;
  const volumes = disks === undefined ? [] : [longhornVolume(disks)];
  return {
    all: [...everyMachine(machines), ...(disks === undefined ? [] : longhornHost)],
    controlPlane: [...controlPlane(machines), ...(noWorkers ? [workingControlPlane(machines), ...volumes] : [])],
    worker: noWorkers || disks === undefined ? [] : [storageWorker, ...volumes],
  };
}

function document(kind: string, why: string, fields: object): PatchDocument {
  return { why, value: { apiVersion: 'v1alpha1', kind, ...fields } };
}

const everyMachine = ({ podCIDR, serviceCIDR, nodeCIDR }: Machines): PatchDocument[] => [
  document('KubeNetworkConfig', 'Addresses of pods and Services.', {
    podSubnets: [podCIDR],
    serviceSubnets: [serviceCIDR],
  }),
  document('KubeNodeConfig', 'Nodes use their address in this network.', {
    nodeIP: { validSubnets: [nodeCIDR] },
  }),
  document('KubePrismConfig', 'Cilium reaches the Kubernetes API through KubePrism.', kubePrism),
  document('ResolverConfig', 'With eBPF masquerading, CoreDNS cannot reach a resolver on an address of its own host.', {
    hostDNS,
  }),
];

/** `talos v1.14 CHANGELOG.md`, "noexec on EPHEMERAL" and "Workload Isolation". */
const longhornHost: readonly PatchDocument[] = [
  document('VolumeConfig', 'Longhorn executes its engines from /var/lib/longhorn.', {
    name: 'EPHEMERAL',
    mount: { secure: false },
  }),
  document('SecurityProfileConfig', 'Longhorn looks for iscsid among the processes of the host.', {
    workloadIsolation: false,
  }),
];

const controlPlane = (machines: Machines): PatchDocument[] => [
  document('KubeFlannelCNIConfig', 'Cilium is the network.', deleted),
  document('KubeProxyConfig', 'Cilium replaces kube-proxy.', { enabled: false }),
  ...(machines.monitored
    ? ['KubeControllerManagerConfig', 'KubeSchedulerConfig'].map(kind =>
        document(kind, 'Prometheus scrapes it from other nodes.', { extraArgs: listenForPrometheus }),
      )
    : []),
  { why: 'etcd has no document of its own.', value: { cluster: { etcd: etcd(machines) } } },
];

const workingControlPlane = (machines: Machines): PatchDocument =>
  document('KubeNodeConfig', 'Control planes also run workloads, because there are no workers.', {
    labels: controlPlaneLabels(machines),
    taints: { 'node-role.kubernetes.io/control-plane': deleted },
  });

const storageWorker = document('KubeNodeConfig', 'Longhorn creates a disk only on nodes with this label.', {
  labels: storageLabel,
});
