import { exposuresOf } from '../graph/exposure';
import { idOf } from '../graph/workload';
import { formatFindings } from '../model/finding';
import type { Flow } from '../policy/input';
import { proveClosure } from '../proof/closure';
import { writtenCluster } from './cluster-fixture';
import { fixtureFleet } from './fleet';

describe.each(fixtureFleet.map(cluster => [cluster.name, cluster] as const))('%s', (_, cluster) => {
  const { model, engine } = writtenCluster(cluster);
  const runs = new Set(model.graph.workloads.map(idOf));

  test('every connection is allowed, and everything else denied', () => {
    const { pairs, requests, findings } = proveClosure(model, engine);
    expect(formatFindings(findings)).toBe('');
    expect({
      connections: model.graph.connections.length > 100,
      pairs: pairs > 100_000,
      requests: requests > 100,
    }).toEqual({
      connections: true,
      pairs: true,
      requests: true,
    });
  });

  const verdict = (from: string, to: string, port: number, more: Partial<Flow> = {}) =>
    `${from} → ${to}:${port} ${engine.judge({ from, to, port, protocol: 'TCP', ...more }).verdict}`;
  const expectAllowed = (from: string, to: string, port: number, more: Partial<Flow> = {}) =>
    expect(verdict(from, to, port, more)).toBe(`${from} → ${to}:${port} allowed`);
  const pods = (...ids: string[]) => ids.filter(id => runs.has(id));
  const nodesOf = (...kinds: string[]) => (cluster.network.hostFirewall ? kinds : []);

  const clients = pods(
    'argocd/argocd-server',
    'argocd/argocd-application-controller',
    'argocd/argocd-applicationset-controller',
    'cert-manager/cert-manager',
    'cert-manager/cert-manager-webhook',
    'cert-manager/cert-manager-cainjector',
    'external-dns/external-dns',
    'kube-system/clustermesh-apiserver',
    'kube-system/hubble-generate-certs',
    'kube-system/hubble-ui',
    'kube-system/tetragon-operator',
    'longhorn-system/longhorn-manager',
    'longhorn-system/csi-attacher',
    'longhorn-system/csi-provisioner',
    'longhorn-system/csi-resizer',
    'longhorn-system/csi-snapshotter',
    'monitoring/grafana',
    'monitoring/kube-state-metrics',
    'monitoring/prometheus',
    'monitoring/prometheus-operator',
  );

  test('every workload keeps its access to the API server', () => {
    expect(clients.length).toBeGreaterThan(15);
    for (const client of [...clients, 'kube-system/coredns']) expectAllowed(client, 'entity:kube-apiserver', 6443);
    for (const node of nodesOf('a control plane'))
      for (const client of [...clients, 'entity:remote-node', 'entity:world'])
        expect(engine.judge({ from: client, to: node, port: 6443, protocol: 'TCP' }).ingress?.verdict).toBe('allowed');
  });

  test('every workload keeps its access to DNS', () => {
    const resolvers = pods('kube-system/coredns', 'kube-system/node-local-dns');
    for (const client of [...clients, ...pods('shop/front', 'shop/api', 'argocd/argocd-repo-server')])
      for (const resolver of resolvers)
        for (const protocol of ['UDP', 'TCP'])
          expectAllowed(client, resolver, 53, { protocol, dns: 'kubernetes.default.svc.cluster.local' });
    expectAllowed('kube-system/coredns', 'entity:world', 53, { protocol: 'UDP' });
    for (const node of ['entity:host', 'entity:remote-node'])
      expectAllowed(node, 'kube-system/coredns', 53, { protocol: 'UDP' });
  });

  test.each([
    ['cert-manager/cert-manager-webhook', 10250],
    ['monitoring/prometheus-operator', 10250],
    ['longhorn-system/longhorn-manager', 9502],
  ])('the API server reaches its webhook %s', (webhook, port) => {
    expect(runs).toContain(webhook);
    for (const apiServer of ['entity:host', 'entity:remote-node', 'entity:kube-apiserver'])
      expectAllowed(apiServer, webhook, port);
  });

  test('Argo CD reaches Git and the API server, and its parts each other', () => {
    expectAllowed('argocd/argocd-repo-server', 'fqdn:github.com', 443);
    expectAllowed('argocd/argocd-application-controller', 'entity:kube-apiserver', 6443);
    expectAllowed('argocd/argocd-application-controller', 'argocd/argocd-repo-server', 8081);
    expectAllowed('argocd/argocd-application-controller', 'argocd/argocd-redis', 6379);
    expectAllowed('argocd/argocd-server', 'argocd/argocd-repo-server', 8081);
  });

  test('Prometheus reaches every target', () => {
    const targets = model.graph.workloads.flatMap(({ scraped = [], ...target }) =>
      scraped.map(port => ({ target, port: target.ports[port]!.number })),
    );
    expect(targets.length).toBeGreaterThan(20);
    for (const { target, port } of targets)
      if (target.network === 'pod') expectAllowed('monitoring/prometheus', idOf(target), port);
      else {
        for (const entity of ['entity:host', 'entity:remote-node'])
          expectAllowed('monitoring/prometheus', entity, port);
        for (const node of nodesOf('a control plane', ...(target.nodes === undefined ? ['a worker'] : [])))
          expectAllowed('monitoring/prometheus', node, port);
      }
  });

  test('the kubelet and the agents see who is well', () => {
    for (const { name } of engine.endpoints.filter(
      ({ reserved, cluster }) => reserved === undefined && cluster === undefined,
    ))
      expectAllowed('entity:host', name, 8080);
    for (const from of ['entity:host', 'entity:remote-node']) {
      expectAllowed(from, 'entity:health', 4240);
      for (const node of nodesOf('a worker', 'a control plane')) expectAllowed(from, node, 4240);
    }
    for (const node of nodesOf('a worker', 'a control plane'))
      expectAllowed('entity:remote-node', node, 8, { protocol: 'ICMP' });
  });

  test('Gateways reach what they serve', () => {
    const exposures = exposuresOf(cluster);
    expect(exposures.length).toBeGreaterThan(0);
    for (const from of ['entity:world', 'cidr:198.51.100.7']) expectAllowed(from, 'entity:ingress', 443);
    for (const { workload, port } of exposures) expectAllowed('entity:ingress', idOf(workload), port.number);
    for (const id of pods('shop/front')) expectAllowed('entity:ingress', id, 8080);
  });
});
