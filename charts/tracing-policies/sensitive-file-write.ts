import { equal, mask, oneOf, prefix } from '../../constructs/tracing-conditions';
import { nodePrograms } from './binaries';
import type { RuntimePolicy } from './policy';

/** MAY_WRITE (`include/linux/fs.h`). */
const write = oneOf(2);

const directories = [
  '/etc',
  '/bin',
  '/sbin',
  '/usr/bin',
  '/usr/sbin',
  '/usr/lib',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/lib',
  '/lib64',
  '/boot',
  '/root/.ssh',
] as const;

const inside = prefix('/etc/', ...directories.slice(1).map(directory => `${directory}/`));
const itself = equal(...directories);

/** A change of a name shows the directory that holds it. */
const inDirectory = [
  { where: { directory: inside }, response: 'refuse' },
  { where: { directory: itself }, response: 'refuse' },
] as const;

/** Programs, libraries and configuration that an image brings and nothing changes at run time. */
export const sensitiveFileWrite: RuntimePolicy = {
  name: 'sensitive-file-write',
  detects: 'a write to programs, libraries or configuration of the system',
  severity: 'high',
  controls: {
    attack: ['T1098.004', 'T1222.002', 'T1543', 'T1546.004'],
    cis: [],
    nist: ['SI-7', 'CM-3', 'CM-5'],
    pci: ['10.3.2', '11.5.2'],
  },
  expectedFrom: ['machined', 'kubelet', 'longhorn'],
  traces: [
    {
      scope: 'pods',
      hooks: {
        kprobes: {
          security_file_permission: [{ where: { file: inside, access: write }, response: 'refuse' }],
          // PROT_WRITE with MAP_SHARED: pages that reach the file.
          security_mmap_file: [{ where: { file: inside, protection: mask(2), flags: mask(1) }, response: 'refuse' }],
          security_path_truncate: [{ where: { path: inside }, response: 'refuse' }],
        },
      },
    },
    {
      suffix: 'names',
      detects: 'a renamed, linked, removed or re-permitted program, library or configuration of the system',
      scope: 'pods',
      hooks: {
        lsmhooks: {
          path_rename: inDirectory,
          path_link: inDirectory,
          path_unlink: inDirectory,
          path_chmod: [{ where: { path: inside }, response: 'refuse' }],
        },
      },
    },
    {
      suffix: 'host',
      detects: 'a write to files of the control plane or the kubelet by something that is not part of Talos',
      controls: { cis: ['1.1', '4.1'] },
      scope: 'host',
      hooks: {
        kprobes: {
          security_file_permission: [
            {
              where: {
                file: prefix('/etc/kubernetes/', '/system/', '/var/lib/etcd/', '/var/lib/kubelet/pki/'),
                access: write,
              },
              binaries: { notIn: nodePrograms },
            },
          ],
        },
      },
    },
  ],
};
