import { Testing, Yaml } from 'cdk8s';
import { allowancesOf } from '../graph/allowance';
import { buildGraph } from '../graph/build';
import { minimalCluster } from '../test/fleet';
import { Egress } from './egress';
import { contentOf } from './layer-content';

const egressOf = (egress: object, monitored = false) => {
  const cluster = minimalCluster({ egress });
  const allowances = allowancesOf(buildGraph(cluster, [cluster]), 'egress');
  return contentOf(new Egress(Testing.app(), 'egress', { egress: cluster.egress, monitored, allowances })).objects;
};

const partner = {
  name: 'partner',
  namespaces: ['shop'],
  destinations: ['198.51.100.0/24'],
  nodeSelector: { 'infraflux.dev/egress': 'partner' },
};

const gatewayOf = (gateway: object) =>
  (egressOf({ gateways: [{ ...partner, ...gateway }] })[0]!.spec as { egressGateway: object }).egressGateway;

test('a gateway, a named network and a cache on every node', () => {
  const gateways = [{ ...partner, excluded: ['198.51.100.128/25'], address: '192.0.2.21' }];
  const cidrGroups = [{ name: 'office', cidrs: ['203.0.113.0/24'] }];
  expect(Yaml.stringify(...egressOf({ gateways, cidrGroups, nodeLocalDNS: true }))).toMatchSnapshot();
});

test('the source of a gateway is an address, an interface, or left to the route', () => {
  expect(gatewayOf({ address: '192.0.2.21' })).toMatchObject({ egressIP: '192.0.2.21' });
  expect(gatewayOf({ interface: 'eth1' })).toMatchObject({ interface: 'eth1' });
  expect(Object.keys(gatewayOf({}))).toEqual(['nodeSelector']);
});

test('the caches ask a Service that is not redirected to them', () => {
  const text = Yaml.stringify(...egressOf({ nodeLocalDNS: true }));
  expect(text).toContain('serviceName: kube-dns\n');
  expect(text).toContain('-upstreamsvc=kube-dns-upstream');
});

test('the caches are scraped where the cluster has Prometheus', () => {
  const monitors = (monitored: boolean) =>
    egressOf({ nodeLocalDNS: true }, monitored).filter(({ kind }) => kind === 'PodMonitor');
  expect(monitors(true)).toHaveLength(1);
  expect(monitors(false)).toEqual([]);
});

test('a cluster that asks for nothing gets nothing', () => {
  expect(egressOf({})).toEqual([]);
});
