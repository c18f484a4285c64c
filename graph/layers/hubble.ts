import { usesApi } from '../kubernetes';
import { layer } from '../layer';
import { connects, tcp, workload } from '../workload';
import { ciliumAgent } from './cilium';

/** Part of the Cilium chart: `cilium 1.19 install/kubernetes/cilium/templates/hubble*`. */
const pod = { namespace: 'kube-system', network: 'pod' } as const;

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

export const hubbleLayer = layer({
  name: 'hubble',
  settings: ({ hubble }) => hubble,
  namespace: pod.namespace,
  jobs: ({ metrics }) => [...(metrics ? ['hubble-metrics'] : []), 'hubble-relay-metrics'],
  interfaces: { hubble: { workload: hubbleUI, service: { name: 'hubble-ui', port: 80 } } },
  describe: ({ ui }) => ({
    workloads: [hubbleRelay, ...(ui ? [hubbleUI] : []), hubbleCertificates],
    connections: [
      connects(hubbleRelay, ciliumAgent, ['hubble'], 'collects the flows of every node'),
      connects(hubbleUI, hubbleRelay, ['grpc'], 'shows the flows of the whole cluster'),
      usesApi(hubbleUI, 'lists namespaces to choose from'),
      usesApi(hubbleCertificates, 'writes the Secrets with the certificates of Hubble'),
    ],
  }),
});
