import type { RuntimePolicy } from './policy';

/** Memory that may be executed as a file. The execution itself shows a file with no name: `inode.links` is 0. */
export const filelessExec: RuntimePolicy = {
  name: 'fileless-exec',
  detects: 'a file in memory that may be executed without ever being on disk',
  severity: 'medium',
  controls: {
    attack: ['T1620'],
    cis: [],
    nist: ['SI-3', 'SI-7'],
    pci: ['5.2', '11.5.1'],
  },
  expectedFrom: ['runc'],
  traces: [{ scope: 'pods', hooks: { kprobes: { sys_memfd_create: [{ exceptInit: true, every: '10m' }] } } }],
};
