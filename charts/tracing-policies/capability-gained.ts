import type { RuntimePolicy } from './policy';

export const capabilityGained: RuntimePolicy = {
  name: 'capability-gained',
  detects: 'a process that gains capabilities',
  severity: 'medium',
  controls: {
    attack: ['T1548'],
    cis: ['5.2.9'],
    nist: ['AC-6', 'CM-7'],
    pci: ['7.2.5', '10.2.1.2'],
  },
  expectedFrom: ['runc', 'containerd', 'cilium'],
  traces: [{ scope: 'every-pod', hooks: { kprobes: { security_capset: [{ gains: true, every: '1m' }] } } }],
};
