import { oneOf } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

const root = oneOf(0);

/** Becoming root by a system call. Set-user-id programs show in the execution itself, as `privileges_changed`. */
export const privilegeEscalation: RuntimePolicy = {
  name: 'privilege-escalation',
  detects: 'a process that takes root’s user or group',
  severity: 'medium',
  controls: {
    attack: ['T1068', 'T1548.001'],
    cis: ['5.2.6', '5.2.7'],
    nist: ['AC-6(9)', 'AC-6(10)'],
    pci: ['10.2.1.2'],
  },
  expectedFrom: ['runc', 'longhorn'],
  limitations: 'the first process of a container, whose set-up is runc’s',
  traces: [
    {
      scope: 'pods',
      hooks: {
        kprobes: {
          __sys_setuid: [{ where: { uid: root }, exceptInit: true, every: '1m' }],
          __sys_setreuid: [{ where: { effective: root }, exceptInit: true, every: '1m' }],
          __sys_setresuid: [{ where: { effective: root }, exceptInit: true, every: '1m' }],
          __sys_setgid: [{ where: { gid: root }, exceptInit: true, every: '1m' }],
        },
      },
    },
  ],
};
