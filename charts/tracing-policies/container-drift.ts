import { mask, postfix, prefix } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

const writable = prefix('/tmp/', '/var/tmp/', '/dev/shm/', '/run/');
/** x for user, group or others. */
const executable = mask(0o111);

/** Programs that did not come with the image. */
export const containerDrift: RuntimePolicy = {
  name: 'container-drift',
  detects: 'a program that did not come with the container’s image',
  severity: 'high',
  controls: {
    attack: ['T1036', 'T1105'],
    cis: ['5.6.3'],
    nist: ['CM-7(5)', 'CM-11', 'SI-7'],
    pci: ['11.5.2'],
  },
  expectedFrom: ['longhorn', 'cilium', 'argocd'],
  limitations: 'a program written anywhere else: Tetragon 1.7 cannot distinguish an image’s files from later ones',
  traces: [
    {
      scope: 'pods',
      hooks: {
        lsmhooks: {
          bprm_check_security: [
            { where: { binary: writable }, response: 'refuse' },
            { where: { binary: postfix('/apk', '/apt', '/apt-get', '/dnf', '/dpkg', '/microdnf', '/rpm', '/yum') } },
          ],
          path_chmod: [{ where: { path: writable, mode: executable }, response: 'refuse' }],
        },
      },
    },
  ],
};
