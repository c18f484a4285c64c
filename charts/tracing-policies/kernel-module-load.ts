import { oneOf } from '../../constructs/tracing-conditions';
import { moduleLoaders } from './binaries';
import type { RuntimePolicy } from './policy';

/** READING_MODULE, and READING_MODULE_COMPRESSED of kernels after 6.18 (`include/linux/kernel_read_file.h`). */
const readingModule = oneOf(2, 7);

export const kernelModuleLoad: RuntimePolicy = {
  name: 'kernel-module-load',
  detects: 'a kernel module being loaded',
  severity: 'critical',
  controls: {
    attack: ['T1014', 'T1547.006'],
    cis: ['5.2.2', '5.2.9'],
    nist: ['CM-5', 'CM-14', 'SI-7'],
    pci: ['11.5.2'],
  },
  expectedFrom: ['machined', 'udevd', 'modprobe', 'cilium'],
  traces: [
    {
      scope: 'pods',
      hooks: {
        lsmhooks: {
          kernel_read_file: [{ where: { id: readingModule }, response: 'refuse' }],
          kernel_load_data: [{ where: { id: oneOf(2) }, response: 'refuse' }],
          // A socket of an unknown family asks for its module too: nothing to refuse.
          kernel_module_request: [{ every: '10m' }],
        },
      },
    },
    {
      suffix: 'host',
      detects: 'a kernel module being loaded on a host by something that is not part of Talos',
      scope: 'host',
      hooks: { lsmhooks: { kernel_read_file: [{ where: { id: readingModule }, binaries: { notIn: moduleLoaders } }] } },
    },
  ],
};
