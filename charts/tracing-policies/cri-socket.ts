import { family, prefix } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

/** Who may talk to the container runtime owns the node. A socket is connected to, not opened. */
export const criSocket: RuntimePolicy = {
  name: 'cri-socket',
  detects: 'a connection from a pod to the socket of the container runtime',
  severity: 'critical',
  controls: {
    attack: ['T1610', 'T1611'],
    cis: ['5.2.11'],
    nist: ['AC-6', 'SC-39'],
    pci: ['2.2.4', '11.5.1'],
  },
  expectedFrom: ['kubelet', 'tetragon'],
  limitations: 'a relative path or a link to the socket: the path is compared as the caller wrote it',
  traces: [
    {
      scope: 'pods',
      hooks: {
        kprobes: {
          security_socket_connect: [
            {
              where: {
                destination: [
                  family('AF_UNIX'),
                  prefix('/run/containerd', '/var/run/containerd', '/run/crio', '/var/run/docker.sock'),
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
