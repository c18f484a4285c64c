import { minimalCluster } from '../test/fleet';
import { allowanceFor, allowancesOf, egressOf } from './allowance';
import { buildGraph } from './build';
import type { Graph } from './graph';
import { coreDNS, kubeApiserver } from './kubernetes';
import { gateway } from './layers/ingress';
import { grafana } from './layers/monitoring';
import { type Connection, idOf, tcp, udp, workload } from './workload';

const pod = (name: string) =>
  workload({
    namespace: 'shop',
    name,
    network: 'pod',
    labels: { app: name },
    ports: { http: tcp(8080), metrics: tcp(9090) },
  });
const [front, api] = [pod('front'), pod('api')];

const graph = (...connections: Connection[]): Graph => ({
  workloads: [front, api].map(each => ({ layer: 'workloads', ...each })),
  connections,
});
const connection = { from: front, to: api, ports: [api.ports.http], why: 'lists products' };

test('a connection is allowed at both ends', () => {
  const peer = (name: string) => ({ namespace: 'shop', labels: { app: name } });
  const rule = { ports: [tcp(8080)], why: 'lists products' };
  expect(allowancesOf(graph(connection), 'workloads')).toMatchObject([
    { subject: front, ingress: [], egress: [{ peer: peer('api'), ...rule }] },
    { subject: api, ingress: [{ peer: peer('front'), ...rule }], egress: [] },
  ]);
});

test('connections with the same peer become one rule that keeps every reason', () => {
  const second = { ...connection, ports: [api.ports.metrics, api.ports.http], why: 'places orders' };
  const [rule, ...others] = allowanceFor(graph(connection, second), front).egress;
  expect(others).toEqual([]);
  expect(rule).toMatchObject({ ports: [tcp(8080), tcp(9090)], why: 'lists products; places orders' });
});

test('requests are judged where they arrive, queries where they leave', () => {
  const http = [{ method: 'GET', path: '/products' }];
  const { connections } = graph({ ...connection, http }, { ...connection, to: coreDNS, ports: [udp(53)], dns: ['*'] });
  expect(allowanceFor({ workloads: [], connections }, api).ingress).toMatchObject([{ http }]);
  expect(allowanceFor({ workloads: [], connections }, front).egress).toEqual([
    expect.not.objectContaining({ http }),
    expect.objectContaining({ dns: ['*'] }),
  ]);
  expect(allowanceFor({ workloads: [], connections }, coreDNS).ingress).toEqual([
    expect.not.objectContaining({ dns: ['*'] }),
  ]);
});

test('where any pod is admitted to a port, no rule repeats it for a single one', () => {
  const open: Connection = { from: { pods: 'any' }, to: api, ports: [api.ports.http], why: 'may list products' };
  const scrape = { ...connection, ports: [api.ports.metrics], why: 'scrapes' };
  expect(allowanceFor(graph(open, connection, scrape), api).ingress.map(({ why }) => why)).toEqual([
    'may list products',
    'scrapes',
  ]);
});

test('a rule for any pod with HTTP rules leaves those for single pods alone', () => {
  const open: Connection = {
    from: { pods: 'any' },
    to: api,
    ports: [api.ports.http],
    http: [{ method: 'GET', path: '/' }],
    why: 'may look',
  };
  expect(allowanceFor(graph(open, connection), api).ingress).toHaveLength(2);
});

test('pods call the API server by its own identity, and it calls them as any node of the control plane may look', () => {
  const call = { from: front, to: kubeApiserver, ports: [tcp(6443)], why: 'lists Secrets' };
  const webhook = { from: kubeApiserver, to: front, ports: [tcp(8080)], why: 'has objects validated' };
  const { ingress, egress } = allowanceFor(graph(call, webhook), front);
  expect(egress[0]!.peer).toEqual({ entities: ['kube-apiserver'] });
  expect(ingress[0]!.peer).toEqual({ entities: ['host', 'remote-node', 'kube-apiserver'] });
});

test('only pods with connections have an allowance', () => {
  const real = buildGraph(minimalCluster(), []);
  const subjects = real.workloads.flatMap(({ layer }) => allowancesOf(real, layer)).map(({ subject }) => idOf(subject));
  expect(subjects).toContain('kube-system/coredns');
  expect(subjects).not.toContain('kube-system/cilium');
  expect(subjects).not.toContain('longhorn-system/engine-image');
});

test('the proxy of the Gateways may open its backends and nothing else', () => {
  const rules = egressOf(buildGraph(minimalCluster({ ingress: { expose: { grafana: 'public' } } }), []), gateway);
  expect(rules).toHaveLength(6);
  expect(rules).toContainEqual({
    peer: { namespace: 'monitoring', labels: grafana.labels },
    ports: [tcp(3000)],
    why: 'serves grafana.lab.example.net from it',
  });
});
