import type { Cluster } from '../../config/schema/cluster';
import { charts, gatewayApi } from '../../config/versions';
import { usesApi } from '../kubernetes';
import { layer } from '../layer';
import { outside } from '../outside';
import { type Connection, connects, tcp, workload } from '../workload';
import { argocdSecrets } from './argocd-secrets';

/** `argo-helm charts/argo-cd` with dex, notifications and the redis exporter off. */
const pod = { namespace: 'argocd', network: 'pod' } as const;

const labelsOf = (name: string) => ({ 'app.kubernetes.io/name': name });

export const argocdServer = workload({
  ...pod,
  name: 'argocd-server',
  labels: labelsOf('argocd-server'),
  ports: { http: tcp(8080), metrics: tcp(8083) },
  scraped: ['metrics'],
});

export const argocdController = workload({
  ...pod,
  name: 'argocd-application-controller',
  labels: labelsOf('argocd-application-controller'),
  ports: { metrics: tcp(8082) },
  scraped: ['metrics'],
});

export const argocdRepoServer = workload({
  ...pod,
  name: 'argocd-repo-server',
  labels: labelsOf('argocd-repo-server'),
  ports: { grpc: tcp(8081), metrics: tcp(8084) },
  scraped: ['metrics'],
});

export const argocdApplicationSet = workload({
  ...pod,
  name: 'argocd-applicationset-controller',
  labels: labelsOf('argocd-applicationset-controller'),
  ports: { metrics: tcp(8080) },
  scraped: ['metrics'],
});

export const argocdRedis = workload({
  ...pod,
  name: 'argocd-redis',
  labels: labelsOf('argocd-redis'),
  ports: { redis: tcp(6379) },
});

export const argocdLayer = layer({
  name: 'argocd',
  namespace: pod.namespace,
  keepsRemovedObjects: true,
  processes: [{ name: 'argocd' }],
  jobs: () => ['argocd-application-controller-metrics', 'argocd-repo-server-metrics'],
  secrets: (_, cluster) => argocdSecrets(cluster),
  interfaces: {
    argocd: { workload: argocdServer, service: { name: 'argocd-server', port: 80 }, hostname: argocdHostname },
  },
  describe: (_, { cluster }) => ({
    workloads: [argocdServer, argocdController, argocdRepoServer, argocdApplicationSet, argocdRedis],
    connections: [
      usesApi(argocdServer, 'reads and changes Applications for the people who use it'),
      usesApi(argocdController, 'compares what runs with Git and applies the difference'),
      usesApi(argocdApplicationSet, 'generates Applications'),
      connects(argocdServer, argocdRepoServer, ['grpc'], 'shows rendered manifests and the history of a repository'),
      connects(argocdController, argocdRepoServer, ['grpc'], 'has the manifests of Applications rendered'),
      connects(
        argocdApplicationSet,
        argocdRepoServer,
        ['grpc'],
        'reads the files and directories that generators list',
      ),
      connects(argocdServer, argocdRedis, ['redis'], 'reads the cached resource trees'),
      connects(argocdController, argocdRedis, ['redis'], 'caches resource trees and manifests'),
      connects(argocdRepoServer, argocdRedis, ['redis'], 'caches rendered manifests and revisions'),
      ...repositoryConnections(cluster),
    ],
  }),
});

/** Chart repositories on GitHub Pages list archives that are assets of GitHub releases. */
const chartArchiveHosts = ['github.com', '*.githubusercontent.com'];

function repositoryConnections({ git, argocd }: Cluster): Connection[] {
  const pinned = [...Object.values(charts), gatewayApi].map(({ repository }) => new URL(repository).hostname);
  const endpoints = [
    git.repository,
    ...argocd.repositories.map(({ url }) => url),
    ...[...pinned, ...chartArchiveHosts].map(host => ({ host, port: 443 })),
  ];
  const ports = [...new Set(endpoints.map(({ port }) => port))].sort((a, b) => a - b);
  return ports.flatMap(port => {
    const hosts = endpoints.filter(endpoint => endpoint.port === port).map(({ host }) => host);
    const why = 'fetches manifests and charts';
    return outside(hosts).map(to => ({ from: argocdRepoServer, to, ports: [tcp(port)], why }));
  });
}

/** Where people reach Argo CD. */
export function argocdHostname({ argocd, domain }: Pick<Cluster, 'argocd' | 'domain'>): string {
  return argocd.hostname ?? `argocd.${domain}`;
}
