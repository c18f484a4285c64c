import { oneOf } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

/** AF_PACKET, and SOCK_RAW of AF_INET and AF_INET6. A netlink socket is of type SOCK_RAW too, and harmless. */
const packet = oneOf(17);
const internet = oneOf(2, 10);
const raw = oneOf(3);
/** The kernel's own sockets are not a pod's. */
const user = oneOf(0);

export const rawSockets: RuntimePolicy = {
  name: 'raw-sockets',
  detects: 'a socket that reads or forges packets below TCP and UDP',
  severity: 'high',
  controls: {
    attack: ['T1040', 'T1095', 'T1557.002'],
    cis: ['5.2.8'],
    nist: ['CM-7', 'SC-7'],
    pci: ['1.2.5', '11.5.1'],
  },
  expectedFrom: ['cilium', 'machined'],
  traces: [
    {
      scope: 'pods',
      hooks: {
        lsmhooks: {
          socket_create: [
            { where: { family: packet, kern: user }, response: 'refuse' },
            { where: { family: internet, type: raw, kern: user }, response: 'refuse' },
          ],
        },
      },
    },
  ],
};
