import { address, family } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

/** The cloud's metadata service gives the identity of the node to any pod that asks. */
export const metadataService: RuntimePolicy = {
  name: 'metadata-service',
  detects: 'a connection from a pod to the metadata service of the cloud',
  severity: 'high',
  controls: {
    attack: ['T1552.005'],
    cis: ['5.3.2'],
    nist: ['AC-4', 'IA-5'],
    pci: ['1.3.2', '8.6'],
  },
  expectedFrom: ['machined', 'external-dns', 'cert-manager'],
  traces: [
    {
      scope: 'pods',
      hooks: {
        lsmhooks: {
          socket_connect: [
            {
              where: {
                destination: [
                  family('AF_INET', 'AF_INET6'),
                  address('169.254.169.254/32', 'fd00:ec2::254/128', '100.100.100.200/32'),
                ],
              },
              response: 'refuse',
            },
          ],
        },
      },
    },
  ],
};
