import { ciliumAgent } from './cilium';
import { type DescribePart, nothing } from './graph';
import { usesApi } from './kubernetes';
import { connects, tcp, workload } from './workload';

/** Part of the Cilium chart: `cilium 1.19 install/kubernetes/cilium/templates/hubble*`. */
const pod = { layer: 'hubble', namespace: 'kube-system', network: 'pod' } as const;

export const hubbleRelay = workload({
  ...pod,
  name: 'hubble-relay',
  labels: { 'k8s-app': 'hubble-relay' },
  ports: { grpc: tcp(4245), metrics: tcp(9966) },
  scraped: ['metrics'],
});

export const hubbleUI = workload({
  ...pod,
  name: 'hubble-ui',
  labels: { 'k8s-app': 'hubble-ui' },
  ports: { http: tcp(8081) },
});

/** Job and CronJob that renew the certificates of relay and agents. */
export const hubbleCertificates = workload({
  ...pod,
  name: 'hubble-generate-certs',
  labels: { 'k8s-app': 'hubble-generate-certs' },
  ports: {},
});

export const hubble: DescribePart = cluster =>
  cluster.hubble === false
    ? nothing
    : {
        workloads: [hubbleRelay, ...(cluster.hubble.ui ? [hubbleUI] : []), hubbleCertificates],
        connections: [
          connects(hubbleRelay, ciliumAgent, ['hubble'], 'collects the flows of every node'),
          connects(hubbleUI, hubbleRelay, ['grpc'], 'shows the flows of the whole cluster'),
          usesApi(hubbleUI, 'lists namespaces to choose from'),
          usesApi(hubbleCertificates, 'writes the Secrets with the certificates of Hubble'),
        ],
      };
