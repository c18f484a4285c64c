import type { Cluster } from '../../config/schema/cluster';

/** What the machine configuration says, in either format. */
export interface Machines {
  readonly podCIDR: string;
  readonly serviceCIDR: string;
  readonly nodeCIDR: string;
  /** Whether Prometheus scrapes etcd, the scheduler and the controller manager. */
  readonly monitored: boolean;
  /** Whether control planes also run workloads, announce load balancers and store volumes, because there are no workers. */
  readonly noWorkers: boolean;
  /** CEL expression that selects the disk for Longhorn; absent where nothing is stored. */
  readonly disks?: string;
}

/** One document of a machine configuration patch, with the reason for it. A patch contains each type of document once. */
export interface PatchDocument {
  readonly why: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Strategic merge patches for `talosctl gen config`, by the machines that they are for. */
export interface TalosPatches {
  readonly all: readonly PatchDocument[];
  readonly controlPlane: readonly PatchDocument[];
  readonly worker: readonly PatchDocument[];
}

export function machinesOf({ network, talos, storage, monitoring }: Cluster): Machines {
  return {
    podCIDR: network.podCIDR.text,
    serviceCIDR: network.serviceCIDR.text,
    nodeCIDR: network.nodeCIDR.text,
    monitored: monitoring !== false,
    noWorkers: talos.workers.length === 0,
    ...(storage !== false && { disks: storage.disks }),
  };
}

/** Removes what Talos generates. */
export const deleted = { $patch: 'delete' } as const;

/** The load balancer of the Kubernetes API on every node, on the port that Cilium is installed with. */
export const kubePrism = { port: 7445 } as const;

/** With eBPF masquerading, CoreDNS cannot reach a resolver on an address of its own host (`talos#10002`). */
export const hostDNS = { enabled: true, forwardKubeDNSToHost: false } as const;

/** By default, control plane components listen on the loopback address, and etcd serves no metrics. */
export const listenForPrometheus = { 'bind-address': '0.0.0.0' } as const;

export function etcd({ nodeCIDR, monitored }: Machines): object {
  return {
    advertisedSubnets: [nodeCIDR],
    ...(monitored && { extraArgs: { 'listen-metrics-urls': 'http://0.0.0.0:2381' } }),
  };
}

/** Labels of a control plane: Talos generates one that excludes the node from load balancers. */
export const controlPlaneLabels = ({ noWorkers, disks }: Machines) => ({
  ...(noWorkers && { 'node.kubernetes.io/exclude-from-external-load-balancers': deleted }),
  ...(noWorkers && disks !== undefined && storageLabel),
});

/** Longhorn creates a disk only on nodes with this label. */
export const storageLabel = { 'node.longhorn.io/create-default-disk': 'true' } as const;

/** A partition in the free space of the first selected disk, mounted at `/var/mnt/longhorn`. */
export function longhornVolume(disks: string): PatchDocument {
  return {
    why: 'Longhorn stores data on a disk of its own, at /var/mnt/longhorn; the kubelet can see all of /var/mnt.',
    value: {
      apiVersion: 'v1alpha1',
      kind: 'UserVolumeConfig',
      name: 'longhorn',
      provisioning: { diskSelector: { match: disks }, minSize: '10GiB', grow: true },
    },
  };
}
