import { Testing, Yaml } from 'cdk8s';
import { minimalCluster } from '../test/fleet';
import { contentOf } from './layer-content';
import { LoadBalancing } from './load-balancing';

const objectsOf = (loadBalancing: object, hasWorkers = false) => {
  const cluster = minimalCluster({ loadBalancing });
  return contentOf(
    new LoadBalancing(Testing.app(), 'load-balancing', { loadBalancing: cluster.loadBalancing, hasWorkers }),
  ).objects;
};

const pools = [{ name: 'lan', blocks: ['192.0.2.200-192.0.2.219', '198.51.100.0/28'] }];
const l2 = { interfaces: ['^eth0$'] };
const peer = { name: 'leaf', address: '192.0.2.1', asn: 64500 };
const bgp = { localASN: 64512, peers: [peer] };

const specOf = (kind: string, loadBalancing: object, hasWorkers?: boolean) =>
  objectsOf(loadBalancing, hasWorkers).find(object => object.kind === kind)!.spec;

test('addresses announced by ARP', () => {
  expect(Yaml.stringify(...objectsOf({ pools, l2 }, true))).toMatchSnapshot();
});

test('addresses announced to a router', () => {
  const full = {
    ...bgp,
    nodeSelector: { 'infraflux.dev/bgp': 'true' },
    peers: [{ ...peer, authSecret: 'bgp-auth', ebgpMultihop: 2 }],
    advertisePodCIDR: true,
    overrides: [{ node: 'worker-1', routerID: '192.0.2.21', localPort: 179 }],
  };
  expect(Yaml.stringify(...objectsOf({ pools, bgp: full }))).toMatchSnapshot();
});

test('an address belongs to one pool: those for everything leave out what a Gateway has a pool for', () => {
  const claimed = { name: 'dmz', blocks: ['203.0.113.0/27'], serves: 'public' };
  const selectors = objectsOf({ pools: [claimed, ...pools], l2 })
    .filter(({ kind }) => kind === 'CiliumLoadBalancerIPPool')
    .map(({ spec }) => (spec as { serviceSelector?: object }).serviceSelector);
  const key = 'io.kubernetes.service.name';
  expect(selectors).toEqual([
    { matchLabels: { [key]: 'cilium-gateway-public' } },
    { matchExpressions: [{ key, operator: 'NotIn', values: ['cilium-gateway-public'] }] },
  ]);
});

test('in a cluster without workers, control planes answer ARP', () => {
  expect(specOf('CiliumL2AnnouncementPolicy', { pools, l2 })).not.toHaveProperty('nodeSelector');
});

// Cilium announces neither a Service without a selector nor a family without advertisements.
test('a peer learns the address of every Service', () => {
  const [family] = (specOf('CiliumBGPPeerConfig', { pools, bgp }) as { families: { advertisements: object }[] })
    .families;
  const advertisement = objectsOf({ pools, bgp }).find(({ kind }) => kind === 'CiliumBGPAdvertisement')!;
  const { matchLabels } = family!.advertisements as { matchLabels: Record<string, string> };
  expect(advertisement.metadata.labels).toMatchObject(matchLabels);
  expect(advertisement.spec).toMatchObject({ advertisements: [{ selector: { matchExpressions: [{}] } }] });
});

test('graceful restart can be turned off', () => {
  expect(specOf('CiliumBGPPeerConfig', { pools, bgp: { ...bgp, gracefulRestartSeconds: 0 } })).toMatchObject({
    gracefulRestart: { enabled: false },
  });
});
