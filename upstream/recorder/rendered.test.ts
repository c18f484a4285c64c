import { parseManifests } from '../../model/manifest';
import { readRender } from './rendered';

function render(text: string, namespace = 'shop') {
  return readRender(parseManifests(text, 'render.yaml').map(({ object }) => ({ object, namespace })));
}

const deployment = (extra = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, ports: [{ name: http, containerPort: 8080 }, { containerPort: 53, protocol: UDP }] }
${extra}`;

test('pods are read with their labels and every port of every container', () => {
  expect(render(deployment()).workloads).toEqual([
    {
      kind: 'Deployment',
      namespace: 'shop',
      name: 'web',
      hostNetwork: false,
      podSecurity: 'baseline',
      labels: { app: 'web' },
      ports: [
        { number: 53, protocol: 'UDP' },
        { name: 'http', number: 8080, protocol: 'TCP' },
      ],
      scraped: [],
    },
  ]);
});

test('what several clusters render is one workload with the ports of all', () => {
  const [workload, ...others] = render(`${deployment()}
---
${deployment('        - { name: proxy, ports: [{ containerPort: 9000 }] }')}`).workloads;
  expect(others).toEqual([]);
  expect(workload!.ports.map(port => port.number)).toEqual([53, 8080, 9000]);
});

test('a ServiceMonitor scrapes the container port behind the Service that it selects', () => {
  const service = `
---
apiVersion: v1
kind: Service
metadata: { name: web, labels: { monitored: yes-please } }
spec: { selector: { app: web }, ports: [{ name: metrics, port: 80, targetPort: http }] }`;
  const monitor = (endpoint: string) => `
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web }
spec:
  selector: { matchExpressions: [{ key: monitored, operator: In, values: [yes-please] }] }
  endpoints: [${endpoint}]`;
  const scraped = (endpoint: string) => render(deployment() + service + monitor(endpoint)).workloads[0]!.scraped;
  expect(scraped('{ port: metrics }')).toEqual([8080]);
  expect(scraped('{ targetPort: http }')).toEqual([8080]);
  expect(scraped('{ port: other }')).toEqual([]);
});

test('objects count by kind and group, with the namespace of the release where they name none', () => {
  const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: reader }';
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: kube-system }';
  expect(render(`${role}\n---\n${map}\n---${deployment()}`).objects).toEqual({
    'ClusterRole.rbac.authorization.k8s.io': ['reader'],
    ConfigMap: ['kube-system/settings'],
    'Deployment.apps': ['shop/web'],
  });
});

test('a Job loses the hash of its content, and is known as a hook with its phases', () => {
  const job = `
apiVersion: batch/v1
kind: Job
metadata: { name: certs-0a1b2c3d4e5f, annotations: { helm.sh/hook: 'pre-install,pre-upgrade' } }
spec: { template: { spec: { containers: [{ name: certs }] } } }`;
  const { hooks, objects } = render(job);
  expect(objects).toEqual({ 'Job.batch': ['shop/certs'] });
  expect(hooks).toEqual({ 'Job.batch shop/certs': ['pre-install', 'pre-upgrade'] });
});
