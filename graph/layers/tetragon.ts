import { usesApi } from '../kubernetes';
import { layer } from '../layer';
import { tcp, workload } from '../workload';

/** `tetragon 1.7 install/kubernetes/tetragon`. The agent is on the host network, its operator is not. */
export const tetragonAgent = workload({
  namespace: 'kube-system',
  name: 'tetragon',
  network: 'host',
  labels: { 'app.kubernetes.io/name': 'tetragon' },
  ports: { metrics: tcp(2112) },
  scraped: ['metrics'],
});

export const tetragonOperator = workload({
  namespace: 'kube-system',
  name: 'tetragon-operator',
  network: 'pod',
  labels: { 'app.kubernetes.io/name': 'tetragon-operator' },
  ports: { metrics: tcp(2113) },
  scraped: ['metrics'],
});

export const tetragonLayer = layer({
  name: 'tetragon',
  settings: ({ runtimeSecurity }) => runtimeSecurity,
  namespace: 'kube-system',
  provides: ['cilium.io/TracingPolicy', 'cilium.io/TracingPolicyNamespaced'],
  exemption: 'require-prune-protection: a policy that is turned off must not go on killing processes',
  jobs: () => ['tetragon'],
  processes: [{ name: 'tetragon', program: /tetragon|\/tetra$/ }],
  describe: () => ({
    workloads: [tetragonAgent, tetragonOperator],
    connections: [
      usesApi(tetragonAgent, 'watches tracing policies, and pods to name the processes in them'),
      usesApi(tetragonOperator, 'maintains the PodInfo of every pod'),
    ],
  }),
});
