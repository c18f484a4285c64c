import { prefix } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

/** The kubelet's directory of all pods, under the names that it is mounted by. Refusing the mount itself is admission's. */
export const otherPodsSecrets: RuntimePolicy = {
  name: 'other-pods-secrets',
  detects: 'a pod that opens the volumes of other pods on its node',
  severity: 'critical',
  controls: {
    attack: ['T1552.007', 'T1613'],
    cis: ['5.1.2', '5.2.11', '5.4.1'],
    nist: ['AC-3', 'AC-6', 'SC-4'],
    pci: ['7.2.5'],
  },
  expectedFrom: ['kubelet', 'longhorn', 'node-exporter'],
  limitations: 'the directory mounted under another name',
  traces: [
    {
      scope: 'pods',
      hooks: {
        lsmhooks: {
          file_open: [
            {
              where: {
                file: prefix('/var/lib/kubelet/pods/', '/host/var/lib/kubelet/pods/', '/rootfs/var/lib/kubelet/pods/'),
              },
              response: 'refuse',
            },
          ],
        },
      },
    },
  ],
};
