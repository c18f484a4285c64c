import { mask } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

/** PTRACE_MODE_ATTACH: attaching, and writing the memory of another process in any way. */
const attach = mask(2);

export const ptrace: RuntimePolicy = {
  name: 'ptrace',
  detects: 'a process that takes control of another or writes its memory',
  severity: 'high',
  controls: {
    attack: ['T1003.007', 'T1055.008'],
    cis: ['5.2.9'],
    nist: ['AC-6', 'SC-39'],
    pci: ['11.5.1'],
  },
  expectedFrom: [],
  traces: [
    {
      scope: 'pods',
      hooks: { lsmhooks: { ptrace_access_check: [{ where: { mode: attach }, response: 'refuse' }] } },
    },
  ],
};
