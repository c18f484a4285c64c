import { minimalCluster } from '../test/fleet';
import { allowanceFor } from './allowance';
import { applicationPart, call, component, componentExposures } from './application';
import { buildGraph } from './build';
import { tcp, type Workload } from './workload';

const common = { namespace: 'blog', image: 'registry.example.net/blog:1', userID: 1000 } as const;
const store = component({ ...common, name: 'store', ports: { sql: tcp(5432) }, health: { command: ['true'] } });
const page = component({
  ...common,
  name: 'page',
  ports: { http: tcp(8080) },
  health: { path: '/', port: 'http' },
  exposed: { gateway: 'public', subdomain: 'blog', port: 'http' },
  calls: [
    call(store, ['sql'], 'keeps articles'),
    { to: { names: ['api.example.net'] }, ports: [tcp(443)], why: 'checks for spam' },
  ],
});

function allowancesIn(cluster = minimalCluster()) {
  const graph = buildGraph(cluster, [cluster], [applicationPart([page, store], cluster)]);
  return (workload: Workload) => allowanceFor(graph, workload);
}

test('a call is allowed where it leaves and where it arrives', () => {
  const allowed = allowancesIn();
  expect(allowed(page).egress).toContainEqual({
    peer: { namespace: 'blog', labels: { 'app.kubernetes.io/name': 'store' } },
    ports: [tcp(5432)],
    why: 'keeps articles',
  });
  expect(allowed(store).ingress).toEqual([
    {
      peer: { namespace: 'blog', labels: { 'app.kubernetes.io/name': 'page' } },
      ports: [tcp(5432)],
      why: 'keeps articles',
    },
  ]);
});

test('a call to a name brings the lookup of names', () => {
  const { egress } = allowancesIn()(page);
  expect(egress).toContainEqual({ peer: { names: ['api.example.net'] }, ports: [tcp(443)], why: 'checks for spam' });
  expect(egress).toContainEqual(expect.objectContaining({ dns: ['*'] }));
});

test('the Gateway that serves a component may reach it', () => {
  expect(allowancesIn()(page).ingress).toEqual([
    { peer: { entities: ['ingress'] }, ports: [tcp(8080)], why: 'serves blog.lab.example.net from it' },
  ]);
});

test('what no Gateway of the cluster can serve has no host name', () => {
  const closed = minimalCluster({ ingress: { gateways: { public: false } } });
  expect(componentExposures([page, store], closed)).toEqual([]);
  expect(allowancesIn(closed)(page).ingress).toEqual([]);
});

test('a call to a port that the other component lacks does not compile', () => {
  // @ts-expect-error
  expect(() => call(store, ['http'], 'hopes for the best').ports[0]!.number).toThrow();
  // @ts-expect-error
  component({ ...common, name: 'typo', ports: { http: tcp(80) }, health: { path: '/', port: 'htpp' } });
});

test('a call to a port that does not exist is refused where nothing has compiled it', () => {
  // @ts-expect-error: `sqll` is not a port of `store`.
  expect(() => call(store, ['sqll'], 'reads')).toThrow('`blog/store` has no port `sqll`; it has `sql`');
});
