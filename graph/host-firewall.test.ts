import { minimalCluster } from '../test/fleet';
import type { AllowanceRule } from './allowance';
import { buildGraph } from './build';
import { hostFirewallOf } from './host-firewall';

const firewallOf = (sections: object) => hostFirewallOf(buildGraph(minimalCluster(sections), []));

const threeNodes = { endpoint: 'https://192.0.2.5:6443', controlPlanes: ['192.0.2.10', '192.0.2.11', '192.0.2.12'] };

const bgp = (overrides: object[]) => ({
  pools: [{ name: 'lan', blocks: ['192.0.2.200-192.0.2.219'] }],
  bgp: { localASN: 64512, peers: [{ name: 'leaf', address: '192.0.2.1', asn: 64500 }], overrides },
});

/** `6443 50000`: the ports that rules for an entity open. */
function openTo(rules: readonly AllowanceRule[], entity: string): string {
  const matching = rules.filter(({ peer }) => 'entities' in peer && peer.entities.some(each => each === entity));
  const ports = matching.flatMap(rule => rule.ports.map(({ number, protocol }) => `${number}/${protocol}`));
  return [...new Set(ports)].sort().join(' ');
}

test('nodes admit each other to what a node of Talos and Cilium needs', () => {
  const { allNodes, controlPlanes } = firewallOf({ talos: threeNodes, encryption: {} });
  expect(openTo(allNodes, 'remote-node')).toBe(
    '10250/TCP 2112/TCP 4240/TCP 4244/TCP 50000/TCP 51871/UDP 8472/UDP 9100/TCP 9962/TCP 9963/TCP 9964/TCP 9965/TCP',
  );
  expect(openTo(controlPlanes, 'remote-node')).toBe(
    '10257/TCP 10259/TCP 2379/TCP 2380/TCP 2381/TCP 50001/TCP 6443/TCP',
  );
});

test('from outside there is a way to the APIs that people administer by, to nothing else', () => {
  const { allNodes, controlPlanes } = firewallOf({ talos: threeNodes });
  expect(openTo(allNodes, 'world')).toBe('50000/TCP');
  expect(openTo(controlPlanes, 'world')).toBe('6443/TCP');
});

test('only the routers open BGP sessions, and only where an agent listens', () => {
  const routers = (overrides: object[]) =>
    firewallOf({ loadBalancing: bgp(overrides) }).allNodes.filter(({ peer }) => 'cidrs' in peer);
  expect(routers([{ node: 'worker-1', localPort: 179 }])).toMatchObject([
    { peer: { cidrs: ['192.0.2.1/32'] }, ports: [{ number: 179, protocol: 'TCP' }] },
  ]);
  expect(routers([{ node: 'worker-1', routerID: '192.0.2.10' }])).toEqual([]);
});

test('a pod reaches a node by its labels, or by the address of its own node', () => {
  const { allNodes } = firewallOf({});
  const relay = allNodes.find(({ peer }) => 'namespace' in peer && peer.labels['k8s-app'] === 'hubble-relay');
  expect(relay!.ports).toEqual([{ number: 4244, protocol: 'TCP' }]);
  expect(openTo(allNodes, 'remote-node')).toContain('4244/TCP');
});

test('a single control plane has no other member to let in', () => {
  const { controlPlanes } = firewallOf({});
  expect(openTo(controlPlanes, 'remote-node')).not.toContain('2380/TCP');
});

test('agents may ping nodes, which no rule on ports admits', () => {
  expect(firewallOf({}).echo).toEqual({ entities: ['remote-node', 'health'], types: ['EchoRequest'] });
});
