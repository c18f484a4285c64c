import {
  controlPlaneLabels,
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

/** The format of Talos 1.13 and older: `talos v1.13 pkg/machinery/config/types/v1alpha1`. */
export function v1alpha1(machines: Machines): TalosPatches {
  const { disks, noWorkers } = machines;
  const volumes = disks === undefined ? [] : [longhornVolume(disks)];
  return {
    all: [everyMachine(machines)],
    controlPlane: [controlPlane(machines), ...(noWorkers ? volumes : [])],
    worker: noWorkers || disks === undefined ? [] : [storageWorker, ...volumes],
  };
}

const everyMachine = ({ podCIDR, serviceCIDR, nodeCIDR }: Machines): PatchDocument => ({
  why: 'Cilium is the network, and reaches the Kubernetes API through KubePrism; CoreDNS cannot reach a resolver on its own host.',
  value: {
    machine: {
      kubelet: { nodeIP: { validSubnets: [nodeCIDR] } },
      features: { kubePrism: { enabled: true, ...kubePrism }, hostDNS },
    },
    cluster: { network: { cni: { name: 'none' }, podSubnets: [podCIDR], serviceSubnets: [serviceCIDR] } },
  },
});

function controlPlane(machines: Machines): PatchDocument {
  const { noWorkers, monitored } = machines;
  const component = monitored && { extraArgs: listenForPrometheus };
  return {
    why: noWorkers
      ? 'Cilium replaces kube-proxy. Control planes also run workloads, because there are no workers.'
      : 'Cilium replaces kube-proxy.',
    value: {
      ...(noWorkers && { machine: { nodeLabels: controlPlaneLabels(machines) } }),
      cluster: {
        proxy: { disabled: true },
        ...(component && { controllerManager: component, scheduler: component }),
        etcd: etcd(machines),
        ...(noWorkers && { allowSchedulingOnControlPlanes: true }),
      },
    },
  };
}

const storageWorker: PatchDocument = {
  why: 'Longhorn creates a disk only on nodes with this label.',
  value: { machine: { nodeLabels: storageLabel } },
};
