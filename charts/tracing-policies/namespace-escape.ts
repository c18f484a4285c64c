import { mask, oneOf } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

/** CLONE_NEWNS, CLONE_NEWPID and CLONE_NEWNET (`include/uapi/linux/sched.h`). */
const mountPidOrNetwork = mask(0x20000 | 0x20000000 | 0x40000000);

/** Entering the namespaces of another process, or making own ones in which everything is allowed. */
export const namespaceEscape: RuntimePolicy = {
  name: 'namespace-escape',
  detects: 'a process in a pod that enters or makes kernel namespaces',
  severity: 'high',
  controls: {
    attack: ['T1611'],
    cis: ['5.2.2', '5.2.3', '5.2.4', '5.2.5'],
    nist: ['AC-6', 'SC-4', 'SC-39'],
    pci: ['11.5.1'],
  },
  expectedFrom: ['runc', 'containerd', 'cilium', 'longhorn'],
  limitations: 'the first process of a container, whose set-up is runc’s',
  traces: [
    {
      scope: 'pods',
      hooks: {
        kprobes: {
          sys_setns: [
            { where: { type: mountPidOrNetwork }, exceptInit: true, response: 'kill' },
            // 0 is any type of namespace.
            { where: { type: oneOf(0) }, exceptInit: true, response: 'kill' },
          ],
          sys_unshare: [{ where: { flags: mountPidOrNetwork }, exceptInit: true, response: 'kill' }],
          create_user_ns: [{ lacksCapability: 'CAP_SYS_ADMIN', response: 'kill' }],
        },
      },
    },
  ],
};
