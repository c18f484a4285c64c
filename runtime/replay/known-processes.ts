import { isRecord } from '../../model/manifest';

/** Part of the platform that does for a living what policies look for. */
export interface Actor {
  readonly name: string;
  /** Whether the process is its: by path on hosts, by namespace and program in pods. */
  isIt(process: Process, platform: readonly string[]): boolean;
}

type Process = Readonly<Record<string, unknown>>;

/** A path is proof on a host alone: any container can have a file of that name. */
const onHost = (name: string, ...binaries: readonly string[]): Actor => ({
  name,
  isIt: process => namespaceOf(process) === undefined && binaries.includes(String(process.binary)),
});

const inNamespace = (name: string, namespace: string, program: RegExp): Actor => ({
  name,
  isIt: (process, platform) =>
    platform.includes(namespace) && namespaceOf(process) === namespace && program.test(String(process.binary)),
});

/** The names that policies use; Talos' paths are those of its SELinux policy, the rest of the charts' images. */
export const actors: readonly Actor[] = [
  onHost('machined', '/usr/bin/init', '/sbin/init'),
  onHost('containerd', '/usr/bin/containerd', '/bin/containerd', '/usr/bin/containerd-shim-runc-v2'),
  onHost('kubelet', '/usr/local/bin/kubelet'),
  onHost('etcd', '/usr/local/bin/etcd'),
  onHost('udevd', '/usr/bin/systemd-udevd', '/usr/bin/udevadm'),
  onHost('modprobe', '/usr/bin/modprobe', '/usr/sbin/modprobe'),
  // It sits in the pod's cgroup while it sets up a container, under the name of its sealed copy.
  {
    name: 'runc',
    isIt: ({ binary, arguments: args }) =>
      /\/runc$/.test(String(binary)) ||
      (/^\/proc\/self\/(exe|fd\/\d+)$|^\/dev\/fd\/\d+$/.test(String(binary)) && args === 'init'),
  },
  inNamespace('cilium', 'kube-system', /cilium|\/(iptables|ip6tables|xtables)/),
  inNamespace('tetragon', 'kube-system', /tetragon|\/tetra$/),
  inNamespace('longhorn', 'longhorn-system', /./),
  inNamespace('node-exporter', 'monitoring', /node_exporter/),
  inNamespace('argocd', 'argocd', /./),
  inNamespace('cert-manager', 'cert-manager', /./),
  inNamespace('external-dns', 'external-dns', /./),
];

/** Who the process belongs to: an actor, some other part of the platform's namespaces, or nobody known. */
export function actorOf(process: Process, platform: readonly string[]): string | undefined {
  const actor = actors.find(({ isIt }) => isIt(process, platform));
  if (actor !== undefined) return actor.name;
  const namespace = namespaceOf(process);
  return namespace !== undefined && platform.includes(namespace) ? namespace : undefined;
}

function namespaceOf({ pod, docker }: Process): string | undefined {
  if (isRecord(pod)) return String(pod.namespace);
  return typeof docker === 'string' && docker !== '' ? '' : undefined;
}
