import { equal, mask, postfix, prefix } from '../../constructs/tracing-conditions';
import { nodePrograms, readers } from './binaries';
import type { RuntimePolicy } from './policy';

/** FMODE_READ (`include/linux/fs.h`). */
const read = mask(1);

const token = prefix('/run/secrets/kubernetes.io/serviceaccount/', '/var/run/secrets/kubernetes.io/serviceaccount/');

/**
 * Password hashes and keys. A pod's own token is read by every client of the API, so only shells and download tools
 * that read one are reported, and never refused.
 */
export const sensitiveFileRead: RuntimePolicy = {
  name: 'sensitive-file-read',
  detects: 'a read of password hashes',
  severity: 'high',
  controls: {
    attack: ['T1003.008'],
    cis: [],
    nist: ['AC-3', 'AC-6', 'IA-5', 'SI-4'],
    pci: ['7.2.5', '8.6', '10.2.1'],
  },
  expectedFrom: ['kubelet', 'containerd', 'machined', 'etcd', 'node-exporter', 'longhorn'],
  traces: [
    {
      scope: 'pods',
      hooks: {
        lsmhooks: {
          file_open: [{ where: { file: equal('/etc/shadow', '/etc/gshadow'), mode: read }, response: 'refuse' }],
        },
      },
    },
    {
      suffix: 'keys',
      detects: 'a read of private keys, or of the service account token by a tool',
      controls: { attack: ['T1528', 'T1552.001', 'T1552.007'], cis: ['5.1.6', '5.4.1'] },
      scope: 'pods',
      hooks: {
        lsmhooks: {
          file_open: [
            { where: { file: prefix('/root/.ssh/'), mode: read } },
            { where: { file: postfix('/.kube/config', '/id_rsa', '/id_ed25519'), mode: read } },
            { where: { file: token, mode: read }, binaries: { in: readers } },
          ],
        },
      },
    },
    {
      suffix: 'host',
      detects: 'a read of the keys of the control plane on a host',
      controls: { attack: ['T1552.001'], cis: ['1.1.13-1.1.21', '4.1.5'] },
      scope: 'host',
      hooks: {
        lsmhooks: {
          file_open: [
            {
              where: {
                file: prefix('/etc/kubernetes/', '/system/secrets/', '/var/lib/etcd/', '/var/lib/kubelet/pki/'),
                mode: read,
              },
              binaries: { notIn: nodePrograms },
            },
          ],
        },
      },
    },
  ],
};
