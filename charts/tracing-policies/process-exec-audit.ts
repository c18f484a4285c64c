import { postfix } from '../../constructs/tracing-conditions';
import { shellNames } from './binaries';
import type { RuntimePolicy } from './policy';

/** Every execution is reported by Tetragon itself. Talos ships no shell, so one that runs on a host was brought there. */
export const processExecAudit: RuntimePolicy = {
  name: 'process-exec-audit',
  detects: 'a shell that runs on a host',
  severity: 'critical',
  controls: {
    attack: ['T1059.004', 'T1609'],
    cis: ['3.2.1', '3.2.2'],
    nist: ['AU-2', 'AU-3', 'AU-12', 'AC-6(9)'],
    pci: ['10.2.1', '10.2.1.2'],
  },
  expectedFrom: ['longhorn'],
  traces: [
    {
      scope: 'host',
      hooks: { lsmhooks: { bprm_check_security: [{ where: { binary: postfix(...shellNames) } }] } },
    },
  ],
};
