import type { RuntimePolicy } from './policy';

export const mount: RuntimePolicy = {
  name: 'mount',
  detects: 'a file system being mounted in a pod',
  severity: 'high',
  controls: {
    attack: ['T1611'],
    cis: ['5.2.2', '5.2.11'],
    nist: ['CM-7', 'SC-39'],
    pci: ['11.5.1'],
  },
  expectedFrom: ['runc', 'kubelet', 'containerd', 'machined', 'longhorn', 'cilium'],
  limitations: 'the first process of a container, whose set-up is runc’s',
  traces: [
    {
      scope: 'pods',
      hooks: {
        lsmhooks: {
          sb_mount: [{ exceptInit: true, response: 'refuse' }],
          move_mount: [{ exceptInit: true, response: 'refuse' }],
        },
      },
    },
  ],
};
