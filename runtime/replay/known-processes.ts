import { isRecord } from '../../model/manifest';

/** What a platform runs whose job is what policies look for. */
export interface KnownPlatform {
  /** Namespaces that hold nothing but the platform. */
  readonly namespaces: readonly string[];
  readonly processes: readonly PodProcess[];
}

/** A program in the pods of a namespace. */
export interface PodProcess {
  readonly name: string;
  readonly namespace: string;
  /** Matches the path of its binary. @default every program of the namespace */
  readonly program?: RegExp;
}

interface HostProcess {
  readonly name: string;
  matches(process: Process): boolean;
}

type Process = Readonly<Record<string, unknown>>;

/** A path is proof on a host alone: any container can have a file of that name. */
const onHost = (name: string, ...binaries: readonly string[]): HostProcess => ({
  name,
  matches: process => namespaceOf(process) === undefined && binaries.includes(String(process.binary)),
});

/** What Talos and the container runtime run; the paths are those of Talos' SELinux policy. */
export const hostProcesses: readonly HostProcess[] = [
  onHost('machined', '/usr/bin/init', '/sbin/init'),
  onHost('containerd', '/usr/bin/containerd', '/bin/containerd', '/usr/bin/containerd-shim-runc-v2'),
  onHost('kubelet', '/usr/local/bin/kubelet'),
  onHost('etcd', '/usr/local/bin/etcd'),
  onHost('udevd', '/usr/bin/systemd-udevd', '/usr/bin/udevadm'),
  onHost('modprobe', '/usr/bin/modprobe', '/usr/sbin/modprobe'),
  // It is in the pod's cgroup while it sets up a container, under the name of its sealed copy.
  {
    name: 'runc',
    matches: ({ binary, arguments: args }) =>
      /\/runc$/.test(String(binary)) ||
      (/^\/proc\/self\/(exe|fd\/\d+)$|^\/dev\/fd\/\d+$/.test(String(binary)) && args === 'init'),
  },
];

/** Whose process it is: a known one's, by name, some other part's of the platform, by namespace, or unknown. */
export function ownerOf(process: Process, { namespaces, processes }: KnownPlatform): string | undefined {
  const onHost = hostProcesses.find(({ matches }) => matches(process));
  if (onHost !== undefined) return onHost.name;
  const namespace = namespaceOf(process);
  if (namespace === undefined || !namespaces.includes(namespace)) return undefined;
  const inPod = processes.find(
    known => known.namespace === namespace && (known.program?.test(String(process.binary)) ?? true),
  );
  return inPod?.name ?? namespace;
}

function namespaceOf({ pod, docker }: Process): string | undefined {
  if (isRecord(pod)) return String(pod.namespace);
  return typeof docker === 'string' && docker !== '' ? '' : undefined;
}
