import { type Combination, type GetValue, isOn } from './combination';

/**
 * On Talos, which is known by KubePrism: pods may not load kernel modules, and the file system of the cgroups is
 * mounted already (Talos documentation, "Deploying Cilium CNI"; chart defaults of cilium 1.19 values.yaml).
 */
const isTalos = (get: GetValue) =>
  String(get('k8sServicePort')) === '7445' && ['localhost', '127.0.0.1'].includes(String(get('k8sServiceHost')));

const capabilities = 'securityContext.capabilities';
const loadsModules = (get: GetValue) => {
  const list = get(`${capabilities}.ciliumAgent`);
  return !Array.isArray(list) || list.includes('SYS_MODULE');
};

export const talosCombinations: readonly Combination[] = [
  {
    at: [...capabilities.split('.'), 'ciliumAgent'],
    holds: get => isTalos(get) && loadsModules(get) && !isOn(get('securityContext.privileged')),
    message:
      'Talos gives no pod the capability `SYS_MODULE`, which the chart asks for by default: the agent does not start',
    repair:
      'set `securityContext.capabilities.ciliumAgent: [CHOWN, KILL, NET_ADMIN, NET_RAW, IPC_LOCK, SYS_ADMIN, SYS_RESOURCE, DAC_OVERRIDE, FOWNER, SETGID, SETUID]` and `cleanCiliumState: [NET_ADMIN, SYS_ADMIN, SYS_RESOURCE]`',
  },
  {
    at: [...capabilities.split('.'), 'cleanCiliumState'],
    holds: get => {
      const list = get(`${capabilities}.cleanCiliumState`);
      return isTalos(get) && !loadsModules(get) && (!Array.isArray(list) || list.includes('SYS_MODULE'));
    },
    message: 'Talos gives no pod the capability `SYS_MODULE`, which `cleanCiliumState` asks for by default',
    repair: 'set `securityContext.capabilities.cleanCiliumState: [NET_ADMIN, SYS_ADMIN, SYS_RESOURCE]`',
  },
  {
    at: ['cgroup', 'autoMount', 'enabled'],
    holds: get => isTalos(get) && get('cgroup.autoMount.enabled') !== false,
    severity: 'warning',
    message:
      '`cgroup.autoMount` mounts cgroups again, which Talos has mounted at `/sys/fs/cgroup`; its documentation has it off',
    repair: 'set `cgroup.autoMount.enabled: false` and `cgroup.hostRoot: /sys/fs/cgroup`',
  },
  {
    at: ['cgroup', 'hostRoot'],
    holds: get =>
      isTalos(get) && get('cgroup.autoMount.enabled') === false && get('cgroup.hostRoot') !== '/sys/fs/cgroup',
    severity: 'warning',
    message: 'the cgroups of Talos are at `/sys/fs/cgroup`',
    repair: 'set `cgroup.hostRoot: /sys/fs/cgroup`',
  },
];
