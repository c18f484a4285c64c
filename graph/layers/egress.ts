import { nothing } from '../graph';
import { coreDNS } from '../kubernetes';
import { layer } from '../layer';
import { connects, tcp, udp, workload } from '../workload';

/** The DNS cache on every node, on the pod network because a CiliumLocalRedirectPolicy redirects to local pods. */
export const nodeLocalDNS = workload({
  namespace: 'kube-system',
  name: 'node-local-dns',
  network: 'pod',
  labels: { 'k8s-app': 'node-local-dns' },
  ports: { dns: udp(53), 'dns-tcp': tcp(53), metrics: tcp(9253) },
  scraped: ['metrics'],
});

export const egressLayer = layer({
  name: 'egress',
  settings: ({ egress }) => egress,
  namespace: 'kube-system',
  describe: settings =>
    settings.nodeLocalDNS
      ? {
          workloads: [nodeLocalDNS],
          connections: [
            connects({ pods: 'any' }, nodeLocalDNS, ['dns', 'dns-tcp'], 'may resolve names by the cache on its node'),
            connects(nodeLocalDNS, coreDNS, ['dns', 'dns-tcp'], 'asks for what it has not cached'),
          ],
        }
      : nothing,
});
