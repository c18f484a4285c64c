import { type Argument, type HookName, hooks } from '../../constructs/tracing-hooks';
import { parseEvent, type RuntimeEvent } from '../../runtime/event';

/** Arguments of a call by label: a path, a number, or the ends of a socket. */
export type Values = Readonly<Record<string, string | number | object>>;

/** A process in a pod of the namespace `shop`, as the export describes one. */
const inPod = {
  exec_id: 'bm9kZTE6MTI6Mw==',
  parent_exec_id: 'bm9kZTE6MTE6Mg==',
  pid: 4242,
  uid: 0,
  cwd: '/',
  binary: '/usr/bin/app',
  arguments: '',
  flags: 'execve rootcwd clone',
  start_time: '2026-01-01T10:00:00.000000001Z',
  docker: '6f1ed002ab5595859014ebf0951522d',
  pod: {
    namespace: 'shop',
    name: 'web-0',
    uid: '4f0c6d5e-7c33-4d6e-a4ff-0d7d3c6a4a10',
    workload: 'web',
    workload_kind: 'StatefulSet',
    pod_labels: { app: 'web' },
    container: { id: 'containerd://6f1ed002ab55', name: 'web', image: { name: 'registry.example.net/web:1' }, pid: 17 },
  },
  in_init_tree: false,
  tid: 4242,
  cap: { effective: ['CAP_CHOWN'] },
  ns: { mnt: { inum: 4026532500 }, pid: { inum: 4026532501 }, net: { inum: 4026532400 } },
};

export type Process = Readonly<Record<string, unknown>>;

/** The same process without some of its fields, or with others. */
export function pod(changes: Process = {}): Process {
  return { ...inPod, ...changes };
}

/** Its pod with other fields. */
export function podWith(changes: Process): Process {
  return pod({ pod: { ...inPod.pod, ...changes } });
}

export function podIn(namespace: string, binary: string): Process {
  return { ...podWith({ namespace }), binary };
}

/** The first process of a container. */
export const containerInit = podWith({ container: { ...inPod.pod.container, pid: 1 } });

export function host(binary = '/usr/bin/stranger'): Process {
  const { pod: _, docker: __, ...process } = inPod;
  return { ...process, binary, in_init_tree: undefined };
}

/** The line that Tetragon exports when a policy on the hook reports the call. */
export function hookEvent(hook: HookName, values: Values, process: Process, policy = 'recorded'): string {
  const { section, args } = hooks[hook];
  const named = Object.entries<Argument>(args).filter(([label]) => label in values);
  const list = (fromTask: boolean) =>
    named
      .filter(([, { source }]) => (source !== undefined) === fromTask)
      .map(([label, { type }]) => ({ ...written(type, values[label]!), label }));
  const body = {
    process,
    parent: { exec_id: inPod.parent_exec_id, binary: '/usr/bin/runc' },
    function_name: hook.startsWith('sys_') ? `__x64_${hook}` : hook,
    policy_name: policy,
    args: list(false),
    ...(section === 'kprobes' && { data: list(true) }),
    action: 'KPROBE_ACTION_POST',
  };
  return envelope(section === 'kprobes' ? 'process_kprobe' : 'process_lsm', body);
}

/** The event of a line that has to have one. */
export function eventIn(line: string): RuntimeEvent {
  const event = parseEvent(line);
  if (typeof event === 'string') throw new Error(`the line is ${event}`);
  return event;
}

export function execEvent(process: Process): string {
  return envelope('process_exec', { process, parent: { binary: '/usr/bin/runc' } });
}

function envelope(kind: string, body: object): string {
  return JSON.stringify({ [kind]: body, node_name: 'node-1', time: '2026-01-01T10:00:00.1Z', cluster_name: 'lab' });
}

/** An argument under the key of its type; a value that is not an object is the part that filters read. */
function written(type: Argument['type'], value: string | number | object): object {
  switch (type) {
    case 'string':
      return { string_arg: value };
    case 'file':
      return { file_arg: typeof value === 'object' ? value : { path: value, permission: '-rw-r--r--' } };
    case 'path':
      return { path_arg: { path: value, permission: '-rw-r--r--' } };
    case 'linux_binprm':
      return { linux_binprm_arg: { path: value, permission: '-rwxr-xr-x' } };
    case 'sockaddr_un':
      return { sockaddrun_arg: typeof value === 'object' ? value : { family: 'AF_UNIX', path: value } };
    case 'sockaddr':
      return { sockaddr_arg: value };
    case 'sock':
    case 'socket':
      return { sock_arg: value };
    case 'cap_effective':
      return { cap_effective_arg: value };
    case 'int':
      return { int_arg: value };
    default:
      return { uint_arg: value };
  }
}
