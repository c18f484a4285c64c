import { Testing, Yaml } from 'cdk8s';
import { allowancesOf } from '../graph/allowance';
import { buildGraph } from '../graph/build';
import { hostFirewallOf } from '../graph/host-firewall';
import { minimalCluster } from '../test/fleet';
import { contentOf } from './layer-content';
import { NetworkPolicies } from './network-policies';

const policiesOf = (sections: object = {}, closedNamespaces: string[] = []) => {
  const cluster = minimalCluster(sections);
  const graph = buildGraph(cluster, [cluster]);
  return contentOf(
    new NetworkPolicies(Testing.app(), 'network-policies', {
      allowances: allowancesOf(graph, 'network-policies'),
      closedNamespaces,
      ...(cluster.network.hostFirewall && { hostFirewall: hostFirewallOf(graph) }),
    }),
  ).objects;
};

const named = (name: string, sections?: object, closed?: string[]) =>
  policiesOf(sections, closed).find(({ metadata }) => metadata.name === name)!;

test('a default deny, and the resolver', () => {
  expect(Yaml.stringify(...policiesOf({ monitoring: false }, ['shop']))).toMatchSnapshot();
});

test('the host firewall of a single node', () => {
  const network = { nodeCIDR: '192.0.2.0/24', hostFirewall: true };
  const policies = policiesOf({ network, monitoring: false }).filter(
    ({ spec }) => (spec as { nodeSelector?: object }).nodeSelector !== undefined,
  );
  expect(Yaml.stringify(...policies)).toMatchSnapshot();
});

// Cilium refuses a rule with empty lists, and then nothing is denied (`cilium 1.19 pkg/policy/api/rule_validation.go`).
test('default deny consists of a rule in either direction', () => {
  for (const policy of [named('default-deny'), named('default-deny-all', {}, ['shop'])])
    expect(policy.spec).toMatchObject({ ingress: [{}], egress: [{}] });
});

test('default deny selects pods only', () => {
  expect((named('default-deny').spec as { endpointSelector: object }).endpointSelector).toEqual({
    matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }],
  });
});

// A rule for all pods without DNS rules would also take theirs away: what one admits unread passes unread for all.
test('the only policy for all pods is the default deny', () => {
  const forAll = policiesOf({ egress: { nodeLocalDNS: true } }).filter(
    ({ kind }) => kind === 'CiliumClusterwideNetworkPolicy',
  );
  expect(forAll.map(({ metadata }) => metadata.name)).toEqual(['default-deny']);
});

test('nodes are open unless the cluster file closes them', () => {
  expect(policiesOf().some(({ metadata }) => metadata.name === 'all-nodes')).toBe(false);
});
