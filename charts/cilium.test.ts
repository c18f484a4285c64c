import { Testing } from 'cdk8s';
import { buildGraph } from '../graph/build';
import { fixtureCluster, fixtureFleet, minimalCluster } from '../test/fleet';
import { checkValues } from '../upstream/values';
import { Cilium } from './cilium';
import { ciliumValues } from './cilium-values';
import { valuesText } from './files';
import { contentOf } from './layer-content';

const valuesOf = (sections: object = {}) => ciliumValues(minimalCluster(sections), fixtureFleet);

test('the values of a cluster that says nothing', () => {
  expect(valuesText(valuesOf())).toMatchSnapshot();
});

test.each(fixtureFleet)('the chart knows every value of $name', cluster => {
  expect(checkValues('cilium', ciliumValues(cluster, fixtureFleet))).toEqual([]);
});

test.each(fixtureFleet)('no value of $name is empty: Helm would drop the default of the chart', cluster => {
  expect(valuesText(ciliumValues(cluster, fixtureFleet))).not.toMatch(/null/);
});

test('a single node gets a single operator, because two never share a node', () => {
  expect(valuesOf().operator.replicas).toBe(1);
  expect(ciliumValues(fixtureFleet[1]!, fixtureFleet).operator.replicas).toBe(2);
});

test('labels that policies select by belong to identities', () => {
  const excluded = new RegExp(`^${valuesOf().labels.slice(1)}`);
  const keys = fixtureFleet.flatMap(cluster =>
    buildGraph(cluster, fixtureFleet).workloads.flatMap(({ labels }) => Object.keys(labels)),
  );
  expect(keys.filter(key => excluded.test(key))).toEqual([]);
  expect(excluded.test('longhorn.io/node')).toBe(true);
});

test('in audit mode, policies report and drop nothing', () => {
  expect(valuesOf({ policy: { mode: 'audit' } }).policyAuditMode).toBe(true);
  expect(valuesOf({ policy: { mode: 'enforce' } }).policyAuditMode).toBe(false);
});

test('certificates never come from Helm, which would make new ones with every render', () => {
  const [east] = fixtureFleet.filter(({ clusterMesh: mesh }) => mesh !== undefined);
  expect(ciliumValues(east!, fixtureFleet)).toMatchObject({
    hubble: { tls: { auto: { method: 'cronJob' } } },
    clustermesh: { apiserver: { tls: { auto: { method: 'cronJob' } } } },
  });
});

test('strict encryption follows remote nodes only where pods travel in a tunnel', () => {
  const encryption = { strictMode: true };
  const native = { nodeCIDR: '192.0.2.0/24', routing: { mode: 'native', nativeCIDR: '10.244.0.0/16' } };
  const follows = (allowRemoteNodeIdentities: boolean) => ({ strictMode: { egress: { allowRemoteNodeIdentities } } });
  expect(valuesOf({ encryption }).encryption).toMatchObject(follows(true));
  expect(valuesOf({ encryption, network: native }).encryption).toMatchObject(follows(false));
});

test('members of a mesh know the address of every peer and share one authority', () => {
  const east = fixtureFleet.find(({ name }) => name === 'production-east')!;
  const west = fixtureFleet.find(({ name }) => name === 'production-west')!;
  const { cluster, certgen, clustermesh } = ciliumValues(east, fixtureFleet);
  expect(cluster.id).toBe(east.clusterMesh!.id);
  expect(certgen).toEqual({ generateCA: false });
  expect(clustermesh?.config.clusters).toEqual({
    'production-west': { ips: [west.clusterMesh!.address.text], port: 2379 },
  });
});

test('without monitoring, no ServiceMonitors are written, because their CRDs would be missing', () => {
  expect(valuesText(valuesOf({ monitoring: false }))).not.toMatch(/serviceMonitor:\n\s+enabled: true/);
});

test('the layer is the chart and nothing else: a second wave would wait for addresses of a later layer', () => {
  const { objects, releases } = contentOf(new Cilium(Testing.app(), 'cilium', { values: valuesOf() }));
  expect(objects).toEqual([]);
  expect(releases.map(({ releaseName, namespace }) => `${namespace}/${releaseName}`)).toEqual(['kube-system/cilium']);
});

test('the flow log keeps what a replay judges by: both ends with their labels, ports, and what was decided', () => {
  const needed = ['source', 'destination', 'l4', 'l7', 'IP', 'is_reply', 'event_type', 'traffic_direction', 'verdict'];
  const log = {
    fieldMask: expect.arrayContaining(needed),
    includeFilters: expect.arrayContaining([{ event_type: [{ type: 1 }, { type: 5 }, { type: 129 }] }]),
  };
  expect(valuesOf({ hubble: { export: {} } })).toMatchObject({
    hubble: { export: { dynamic: { config: { content: [log] } } } },
  });
});

test('nodes of mesh peers, on other segments, get no direct route', () => {
  expect(ciliumValues(fixtureCluster('production-east'), fixtureFleet)).toMatchObject({
    autoDirectNodeRoutes: true,
    directRoutingSkipUnreachable: true,
  });
});
