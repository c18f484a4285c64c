import { oneOf } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

export const bpfLoad: RuntimePolicy = {
  name: 'bpf-load',
  detects: 'a BPF program being loaded from a pod',
  severity: 'critical',
  controls: {
    attack: ['T1014', 'T1205.002'],
    cis: [],
    nist: ['AC-6(9)', 'CM-7', 'SI-4'],
    pci: ['2.2.4', '11.5.1'],
  },
  expectedFrom: ['cilium', 'tetragon', 'runc'],
  traces: [
    {
      scope: 'pods',
      // BPF_PROG_LOAD
      hooks: { lsmhooks: { bpf: [{ where: { command: oneOf(5) }, response: 'refuse' }] } },
    },
  ],
};
