import { isSocket, postfix, toPublic } from '../../constructs/tracing-conditions';
import { netcats, shellNames, shells } from './binaries';
import type { RuntimePolicy } from './policy';

export const reverseShell: RuntimePolicy = {
  name: 'reverse-shell',
  detects: 'a shell that calls out, or takes its commands from a socket',
  severity: 'critical',
  controls: {
    attack: ['T1059.004', 'T1095'],
    cis: [],
    nist: ['SC-7', 'SI-4(4)'],
    pci: ['1.3.2', '11.5.1.1'],
  },
  expectedFrom: [],
  limitations: 'a shell behind a pipe of another program',
  traces: [
    {
      scope: 'pods',
      hooks: {
        kprobes: {
          tcp_connect: [{ where: { sock: toPublic() }, binaries: { in: [...shells, ...netcats] }, response: 'kill' }],
          security_bprm_check: [{ where: { binary: postfix(...shellNames), stdin: isSocket() } }],
        },
      },
    },
  ],
};
