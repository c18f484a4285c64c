import fc from 'fast-check';
import { parseManifests } from '../model/manifest';
import { schemaOf } from '../upstream/schemas/load';
import { createEngine, type Engine } from './engine';
import type { Endpoint, Flow, Settings } from './input';
import { defaultSettings, selectableEntities } from './settings';

const api: Endpoint = { name: 'api', namespace: 'shop', labels: { app: 'api' } };

const hostPolicy = (selector: string, rules: string, name = 'nodes') => `
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: ${name} }
spec: { nodeSelector: ${selector}, ${rules} }
`;

const egress = (rule: string) => `
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec: { endpointSelector: {}, egress: [${rule}] }
`;

const node = (name: string, labels: string, address: string) => `
---
apiVersion: v1
kind: Node
metadata: { name: ${name}, labels: ${labels} }
status: { addresses: [{ type: InternalIP, address: ${address} }, { type: Hostname, address: ${name} }] }
`;

function engineOf(yaml: string, some: Partial<Settings>): Engine {
  const settings = { ...defaultSettings, ...some };
  return createEngine(parseManifests(yaml, 'all.yaml'), [api, ...selectableEntities(settings)], schemaOf, settings);
}

const firewall = { hostFirewall: true };
const ssh = (from: string, to: string): Flow => ({ from, to, port: 22, protocol: 'TCP' });
const ofRole = '{ matchLabels: { node-role.kubernetes.io/control-plane: "" } }';
const cp = node('cp1', '{ node-role.kubernetes.io/control-plane: "" }', '10.0.0.1');
const worker = node('w1', '{ role: worker }', '10.0.0.2');
const onlyCluster = 'ingress: [{ fromEntities: [cluster] }]';

test('a policy for some nodes decides where the labels of the nodes are known', () => {
  const policy = hostPolicy(ofRole, onlyCluster);
  const ask = (...nodes: string[]) =>
    engineOf([policy, ...nodes].join(''), firewall).judge(ssh('entity:world', 'entity:host'));
  expect(ask(cp).verdict).toBe('denied');
  expect(ask(worker).verdict).toBe('allowed');
  expect(ask(cp, worker).ingress).toMatchObject({
    verdict: 'undecidable',
    reason: 'denied for host:cp1; allowed for host:w1',
  });
  expect(ask().ingress).toMatchObject({
    verdict: 'undecidable',
    reason: expect.stringMatching(
      /^the labels of nodes are not in the manifests: allowed for .*; denied for selected by/,
    ),
  });
});

test.each([
  ['every node is selected', hostPolicy('{}', onlyCluster), 'denied'],
  [
    'whether it is selected or not, the same follows',
    hostPolicy('{}', onlyCluster) + hostPolicy(ofRole, onlyCluster, 'b'),
    'denied',
  ],
  [
    'each node has the label or lacks it',
    hostPolicy('{ matchExpressions: [{ key: a, operator: Exists }] }', onlyCluster) +
      hostPolicy('{ matchExpressions: [{ key: a, operator: DoesNotExist }] }', onlyCluster, 'b'),
    'denied',
  ],
  [
    'a label that Cilium leaves out of identities selects nothing',
    hostPolicy('{ matchLabels: { kubernetes.io/os: linux } }', onlyCluster),
    'allowed',
  ],
  ['a policy that opens to everybody', hostPolicy(ofRole, 'ingress: [{ fromEntities: [all] }]'), 'allowed'],
])('nodes with unknown labels: %s', (_what, policies, verdict) => {
  expect(engineOf(policies, firewall).judge(ssh('entity:world', 'entity:host')).verdict).toBe(verdict);
});

test('without the host firewall no policy applies to nodes', () => {
  expect(engineOf(hostPolicy('{}', onlyCluster) + cp, {}).judge(ssh('entity:world', 'host:cp1'))).toEqual({
    verdict: 'allowed',
  });
});

test('nodes as peers are chosen by their labels, and never the local host', () => {
  const settings = { nodeSelectorLabels: true };
  const toWorkers = egress('{ toNodes: [{ matchLabels: { role: worker } }] }');
  const known = engineOf(toWorkers + cp + worker, settings);
  const ask = (engine: Engine, to: string) => engine.judge(ssh('api', to)).verdict;
  expect(['remote-node:w1', 'kube-apiserver:cp1', 'host:w1'].map(to => ask(known, to))).toEqual([
    'allowed',
    'denied',
    'denied',
  ]);
  const unknown = engineOf(toWorkers, settings);
  expect(['entity:remote-node', 'entity:host', 'entity:world'].map(to => ask(unknown, to))).toEqual([
    'undecidable',
    'denied',
    'denied',
  ]);
  expect(ask(engineOf(egress('{ toNodes: [{}] }'), settings), 'entity:remote-node')).toBe('allowed');
  expect(
    ask(
      engineOf(egress('{ toNodes: [{ matchLabels: { role: worker } }] }') + worker, {
        ...settings,
        nodeLabels: '!role',
      }),
      'remote-node:w1',
    ),
  ).toBe('denied');
});

test('CIDRs select nodes only with the setting, and the whole world never does', () => {
  const settings = { cidrsMatchNodes: true };
  const ask = (rule: string, some: Partial<Settings>, nodes: string, to: string) =>
    engineOf(egress(rule) + nodes, some).judge(ssh('api', to)).verdict;
  const lan = '{ toCIDR: [10.0.0.0/24] }';
  expect(ask(lan, settings, worker, 'remote-node:w1')).toBe('allowed');
  expect(ask(lan, settings, worker, 'host:w1')).toBe('allowed');
  expect(ask(lan, {}, worker, 'remote-node:w1')).toBe('denied');
  expect(ask('{ toCIDR: [0.0.0.0/0] }', settings, worker, 'remote-node:w1')).toBe('denied');
  expect(ask('{ toCIDRSet: [{ cidr: 10.0.0.0/24, except: [10.0.0.2/32] }] }', settings, worker, 'remote-node:w1')).toBe(
    'denied',
  );
  expect(ask(lan, settings, '', 'entity:remote-node')).toBe('undecidable');
  expect(ask('{ toCIDR: [0.0.0.0/0] }', settings, '', 'entity:remote-node')).toBe('denied');
  expect(
    ask(
      '{ toCIDRSet: [{ cidrGroupRef: lan }] }',
      settings,
      `${worker}
---
apiVersion: cilium.io/v2
kind: CiliumCIDRGroup
metadata: { name: lan }
spec: { externalCIDRs: [10.0.0.0/24] }
`,
      'remote-node:w1',
    ),
  ).toBe('allowed');
});

const requirement = fc.record({
  key: fc.constantFrom('role', 'zone'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
});
const selectors = fc.array(requirement, { maxLength: 2 }).map(terms =>
  JSON.stringify({
    matchExpressions: terms.map(term => ({ ...term, ...(term.operator.endsWith('In') && { values: ['a'] }) })),
  }),
);
const rulesOfNodes = fc.constantFrom(
  'ingress: [{ fromEntities: [cluster] }]',
  'ingress: [{ fromEntities: [world] }]',
  'ingressDeny: [{ fromEntities: [world] }]',
  'egress: [{}]',
);
const labelings = [undefined, 'a', 'b'].flatMap(role =>
  [undefined, 'a', 'b'].map(zone => ({ ...(role && { role }), ...(zone && { zone }) })),
);

test('without the labels an answer is given exactly where it is the same for all labels', () => {
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(fc.tuple(selectors, rulesOfNodes), { minLength: 1, maxLength: 4 }), policies => {
      const yaml = policies.map(([selector, rules], index) => hostPolicy(selector, rules, `p${index}`)).join('');
      const ask = (nodes: string) => engineOf(yaml + nodes, firewall).judge(ssh('entity:world', 'entity:host')).verdict;
      const answers = new Set(labelings.map(labels => ask(node('n', JSON.stringify(labels), '10.0.0.1'))));
      const [only = 'none'] = answers;
      const wanted = answers.size === 1 ? only : 'undecidable';
      counts.set(wanted, (counts.get(wanted) ?? 0) + 1);
      expect(ask('')).toBe(wanted);
    }),
    { seed: 7, numRuns: 60 },
  );
  expect([...counts.values()].every(count => count > 2)).toBe(true);
  expect(counts.size).toBe(3);
});
