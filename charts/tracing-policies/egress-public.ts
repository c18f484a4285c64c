import { family, protocol, publicAddress, toPublic } from '../../constructs/tracing-conditions';
import type { RuntimePolicy } from './policy';

/** Which binary opens what: a flow log knows the pod alone. What may be opened is CiliumNetworkPolicy's to say. */
export const egressPublic: RuntimePolicy = {
  name: 'egress-public',
  detects: 'a connection from a pod to a public address',
  severity: 'low',
  controls: {
    attack: ['T1041', 'T1071', 'T1571'],
    cis: ['5.3.2'],
    nist: ['AC-4', 'SC-7(5)', 'SI-4(4)'],
    pci: ['1.3.2', '11.5.1'],
  },
  expectedFrom: ['cert-manager', 'external-dns', 'argocd', 'longhorn', 'containerd', 'machined'],
  limitations: 'datagrams of sockets that are never connected',
  traces: [
    {
      scope: 'pods',
      hooks: { kprobes: { tcp_connect: [{ where: { sock: toPublic() }, every: '1m' }] } },
    },
    {
      suffix: 'udp',
      detects: 'a UDP socket of a pod that is connected to a public address',
      scope: 'pods',
      hooks: {
        lsmhooks: {
          socket_connect: [
            {
              where: {
                socket: protocol('IPPROTO_UDP'),
                destination: [family('AF_INET', 'AF_INET6'), publicAddress()],
              },
              every: '1m',
            },
          ],
        },
      },
    },
  ],
};
