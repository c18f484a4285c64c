import { recordsOf } from '../model/fields';
import { isRecord } from '../model/manifest';
import type { PodSecurityLevel } from '../model/pod-security-level';

type Fields = Record<string, unknown>;

/** Linux capabilities and kinds of volume that the standards admit (kubernetes 1.36 pod-security-admission/policy). */
const baselineCapabilities = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP'],
  ...['SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];
const restrictedVolumes = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim'],
  ...['projected', 'secret'],
];
const safeSysctls = [
  'kernel.shm_rmid_forced',
  ...['ip_local_port_range', 'ip_local_reserved_ports', 'ip_unprivileged_port_start', 'ping_group_range'],
  ...['tcp_syncookies', 'tcp_keepalive_time', 'tcp_fin_timeout', 'tcp_keepalive_intvl', 'tcp_keepalive_probes'],
  ...['tcp_rmem', 'tcp_wmem'],
].map(name => (name.startsWith('kernel') ? name : `net.ipv4.${name}`));

/** The strictest level under which the API server admits a pod of this spec. */
export function podSecurityLevel(pod: Fields): PodSecurityLevel {
  if (breaksBaseline(pod)) return 'privileged';
  return breaksRestricted(pod) ? 'baseline' : 'restricted';
}

function breaksBaseline(pod: Fields): boolean {
  const contexts = [pod, ...containersOf(pod)].map(contextOf);
  return (
    pod.hostNetwork === true ||
    pod.hostPID === true ||
    pod.hostIPC === true ||
    recordsOf(pod.volumes).some(volume => volume.hostPath !== undefined) ||
    containersOf(pod).some(container => recordsOf(container.ports).some(({ hostPort }) => Boolean(hostPort))) ||
    recordsOf(contexts[0]!.sysctls).some(({ name }) => !safeSysctls.includes(String(name))) ||
    contexts.some(
      context =>
        context.privileged === true ||
        !['', 'Default', 'undefined'].includes(String(context.procMount)) ||
        typeOf(context.seccompProfile) === 'Unconfined' ||
        typeOf(context.appArmorProfile) === 'Unconfined' ||
        capabilities(context, 'add').some(name => !baselineCapabilities.includes(name)),
    )
  );
}

function breaksRestricted(pod: Fields): boolean {
  const whole = contextOf(pod);
  return (
    recordsOf(pod.volumes).some(volume => !restrictedVolumes.some(kind => volume[kind] !== undefined)) ||
    whole.runAsUser === 0 ||
    containersOf(pod).some(container => {
      const context = contextOf(container);
      return (
        context.allowPrivilegeEscalation !== false ||
        (context.runAsNonRoot ?? whole.runAsNonRoot) !== true ||
        context.runAsUser === 0 ||
        (typeOf(context.seccompProfile) ?? typeOf(whole.seccompProfile)) === undefined ||
        !capabilities(context, 'drop').includes('ALL') ||
        capabilities(context, 'add').some(name => name !== 'NET_BIND_SERVICE')
      );
    })
  );
}

const containersOf = (pod: Fields) => ['initContainers', 'containers'].flatMap(key => recordsOf(pod[key]));
const contextOf = ({ securityContext }: Fields) => (isRecord(securityContext) ? securityContext : {});
const typeOf = (profile: unknown) => (isRecord(profile) ? profile.type : undefined);

function capabilities({ capabilities }: Fields, key: 'add' | 'drop'): string[] {
  const names = isRecord(capabilities) ? capabilities[key] : [];
  return Array.isArray(names) ? names.map(name => String(name).replace(/^CAP_/, '')) : [];
}
