import type { Cluster } from '../../config/schema/cluster';

/** What the machine configuration says, in whichever dialect. */
export interface Machines {
  readonly podCIDR: string;
  readonly serviceCIDR: string;
  readonly nodeCIDR: string;
  /** Whether Prometheus scrapes etcd, the scheduler and the controller manager. */
  readonly monitored: boolean;
  /** Whether control planes also run workloads, answer for load balancers and store volumes, for want of workers. */
  readonly noWorkers: boolean;
  /** CEL expression that selects the disk for Longhorn; absent where nothing is stored. */
  readonly disks?: string;
}

/** One document of a machine configuration patch, with the reason for it. A patch holds each kind once. */
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

/** Takes away what Talos generates. */
export const deleted = { $patch: 'delete' } as const;

/** The load balancer of the Kubernetes API on every node, on the port that Cilium is installed with. */
export const kubePrism = { port: 7445 } as const;

/** With eBPF masquerading, CoreDNS reaches no resolver on an address of its host (`talos#10002`). */
export const hostDNS = { enabled: true, forwardKubeDNSToHost: false } as const;

/** By default, control plane components listen on the loopback address, and etcd shows no metrics. */
export const listenForPrometheus = { 'bind-address': '0.0.0.0' } as const;

export function etcd({ nodeCIDR, monitored }: Machines): object {
  return {
    advertisedSubnets: [nodeCIDR],
    ...(monitored && { extraArgs: { 'listen-metrics-urls': 'http://0.0.0.0:2381' } }),
  };
}

/** Labels of a control plane: Talos generates one by which a node answers for no load balancer. */
export const controlPlaneLabels = ({ noWorkers, disks }: Machines) => ({
  ...(noWorkers && { 'node.kubernetes.io/exclude-from-external-load-balancers': deleted }),
  ...(noWorkers && disks !== undefined && storageLabel),
});

/** Longhorn makes a disk only on nodes that have the label. */
export const storageLabel = { 'node.longhorn.io/create-default-disk': 'true' } as const;

/** A partition over what is free on the first disk that is selected, mounted at `/var/mnt/longhorn`. */
export function longhornVolume(disks: string): PatchDocument {
  return {
    why: 'Longhorn stores on a disk of its own, at /var/mnt/longhorn; the kubelet sees all of /var/mnt.',
    value: {
      apiVersion: 'v1alpha1',
      kind: 'UserVolumeConfig',
      name: 'longhorn',
      provisioning: { diskSelector: { match: disks }, minSize: '10GiB', grow: true },
    },
  };
}
