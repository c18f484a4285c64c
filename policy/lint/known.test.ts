import { parseManifests } from '../../model/manifest';
import { parseYaml } from '../../model/yaml';
import { schemaOf } from '../../upstream/schemas/load';
import { lintPolicies } from './lint';
import { networksOfValues } from './networks';

const findings = (yaml: string, values = '') =>
  lintPolicies(parseManifests(yaml, 'policy.yaml'), {
    schemaOf,
    networks: parseYaml(values).flatMap(({ value }) => networksOfValues(value, 'cilium/values.yaml')),
  });
const codes = (yaml: string, values?: string) => findings(yaml, values).map(({ code }) => code);

const deployment = (namespace: string, app: string, ports = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${app}, namespace: ${namespace} }
spec: { template: { metadata: { labels: { app: ${app} } }, spec: { containers: [{ name: c, ports: [${ports}] }] } } }
---`;
const namespaces = (...names: string[]) =>
  names.map(name => `\napiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n---`).join('');
const policy = (spec: string, name = 'p', kind = 'CiliumNetworkPolicy') => `
apiVersion: cilium.io/v2
kind: ${kind}
metadata: { name: ${name}${kind === 'CiliumNetworkPolicy' ? ', namespace: shop' : ''} }
spec: ${spec}
---`;
const egress = (items: string) => policy(`{ endpointSelector: {}, egress: [${items}] }`);
const release = `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: db, namespace: shop }
spec: {}
---`;

describe('labels are judged only where all workloads that a selector can reach are known', () => {
  const own = deployment('shop', 'web');
  const toDb = egress('{ toEndpoints: [{ matchLabels: { app: db } }] }');

  test.each([
    ['the namespace is known', own + toDb, ['peer-selects-nobody']],
    ['a HelmRelease brings more workloads', own + release + toDb, []],
    [
      "an operator's resource makes pods",
      `${own}\napiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: { name: db, namespace: shop }\n---${toDb}`,
      [],
    ],
    ['nothing is known of the namespace', toDb, []],
    ['no pod there has the label', own + egress('{ toEndpoints: [{ matchLabels: { name: db } }] }'), ['unknown-label']],
    [
      'the peer is in another cluster',
      own + egress('{ toEndpoints: [{ matchLabels: { app: db, io.cilium.k8s.policy.cluster: west } }] }'),
      [],
    ],
    [
      'the namespace is not declared',
      own +
        namespaces('shop') +
        egress('{ toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: gone } }] }'),
      ['peer-selects-nobody'],
    ],
    [
      'namespaces are not declared',
      own + egress('{ toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: gone } }] }'),
      [],
    ],
    [
      'the system brings the namespace',
      own +
        namespaces('shop') +
        egress(
          '{ toEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system, k8s-app: kube-dns } }] }',
        ),
      [],
    ],
    ['the whole namespace is a peer', own + egress('{ toEndpoints: [{}] }'), []],
  ])('%s', (_, yaml, expected) => {
    expect(codes(yaml)).toEqual(expected);
  });
});

describe('a default deny around denies is judged by all policies', () => {
  const deny = policy(
    '{ endpointSelector: { matchLabels: { app: web } }, egressDeny: [{ toCIDR: [192.0.2.0/24] }] }',
    'deny',
  );
  const allow = (selector: string) =>
    policy(`{ endpointSelector: ${selector}, egress: [{ toEntities: [world] }] }`, 'allow');

  test.each([
    ['nothing allows', deny, ['deny-only']],
    ['a policy for the whole namespace allows', deny + allow('{}'), []],
    ['a policy for other pods allows', deny + allow('{ matchLabels: { app: db } }'), ['deny-only']],
    ['a policy allows that may select them', deny + allow('{ matchLabels: { tier: front } }'), []],
    [
      'a cluster-wide policy allows',
      deny +
        policy('{ endpointSelector: {}, egress: [{ toEntities: [cluster] }] }', 'c', 'CiliumClusterwideNetworkPolicy'),
      [],
    ],
    ['the deny is for everyone', policy('{ endpointSelector: {}, ingressDeny: [{ fromEntities: [all] }] }'), []],
    ['the deny is empty', policy('{ endpointSelector: {}, ingressDeny: [{}] }'), []],
  ])('%s', (_, yaml, expected) => {
    expect(codes(yaml)).toEqual(expected);
  });
});

describe('Cilium’s own endpoints are judged by what is open to them', () => {
  const all = (spec: string) => policy(`{ endpointSelector: {}, ${spec} }`, 'all', 'CiliumClusterwideNetworkPolicy');

  test.each([
    ['nodes and pods are admitted', all('ingress: [{ fromEntities: [cluster] }]'), []],
    ['health checks are cut off', all('ingress: [{ fromEntities: [world] }]'), ['clusterwide-catches-cilium']],
    ['the proxy is cut off', all('egress: [{}]'), ['clusterwide-catches-cilium']],
    ['default deny is switched off', all('enableDefaultDeny: { egress: false }, egress: [{}]'), []],
    [
      'another policy lets the proxy out',
      all('egress: [{}]') +
        policy(
          '{ endpointSelector: { matchLabels: { reserved:ingress: "" } }, egress: [{ toEntities: [cluster] }] }',
          'proxy',
          'CiliumClusterwideNetworkPolicy',
        ),
      [],
    ],
  ])('%s', (_, yaml, expected) => {
    expect(codes(yaml)).toEqual(expected);
  });
});

describe('DNS names need a DNS rule for the same pods', () => {
  const names = policy(
    '{ endpointSelector: { matchLabels: { app: web } }, egress: [{ toFQDNs: [{ matchName: api.example.com }] }] }',
  );
  const dns = (selector: string, pattern = '*') =>
    policy(
      `{ endpointSelector: ${selector}, egress: [{ toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "${pattern}" }] } }] }] }`,
      'dns',
    );

  test.each([
    ['of the whole namespace', names + dns('{}'), []],
    [
      'of one of several labels',
      names + dns('{ matchExpressions: [{ key: app, operator: In, values: [web, db] }] }'),
      [],
    ],
    ['of other pods', names + dns('{ matchLabels: { app: db } }'), ['fqdn-without-dns']],
    ['of other names', names + dns('{}', '*.internal'), ['fqdn-without-dns']],
    ['of all but others', names + dns('{ matchExpressions: [{ key: app, operator: NotIn, values: [db] }] }'), []],
  ])('%s', (_, yaml, expected) => {
    expect(codes(yaml)).toEqual(expected);
  });
});

test('CIDRs of the cluster’s own networks are found by the values', () => {
  const values = 'ipam: { operator: { clusterPoolIPv4PodCIDRList: [10.42.0.0/16] } }';
  const inside = egress('{ toCIDR: [10.42.1.0/24] }');
  expect(codes(inside, values)).toEqual(['cidr-for-pods']);
  expect(codes(inside)).toEqual([]);
  expect(codes(egress('{ toCIDR: [10.0.0.0/8] }'), values)).toEqual([]);
});

test('egress to the port of a Service names the port of its pods', () => {
  const service =
    '\napiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: shop }\nspec: { selector: { app: db }, ports: [{ port: 80, targetPort: 5432 }] }\n---';
  const rule = (port: string) =>
    egress(
      `{ toEndpoints: [{ matchLabels: { app: db } }], toPorts: [{ ports: [{ port: "${port}", protocol: TCP }] }] }`,
    );
  const yaml = deployment('shop', 'db', '{ containerPort: 5432 }') + service;
  expect(findings(yaml + rule('80'))).toMatchObject([
    {
      code: 'port-not-listened',
      allowed: '5432',
      message: 'no container of the peers listens on 80, which is the port of `Service shop/db`',
    },
  ]);
  expect(codes(yaml + rule('5432'))).toEqual([]);
});

test('a rejected policy is linted as far as it can be read', () => {
  const yaml = egress(
    '{ toCIDR: [nonsense] }, { toCIDRSet: [{ cidrGroupRef: gone }] }, { toServices: [{ k8sService: { serviceName: kubernetes, namespace: default } }] }',
  );
  expect(codes(yaml).sort()).toEqual(['cidr-unreadable', 'missing-cidr-group', 'service-of-api-server']);
});

describe('Kafka and generic L7 rules are rejected where other L7 rules are', () => {
  const kafka = 'kafka: [{ role: produce, topic: orders }]';
  const entry = (port: string, rules: string, more = '') =>
    egress(`{ toPorts: [{ ports: [${port}], rules: { ${rules} }${more} }] }`);
  const tcp = '{ port: "9092", protocol: TCP }';

  test.each([
    ['on UDP', entry('{ port: "9092", protocol: UDP }', kafka), 'l7-needs-tcp'],
    ['on port 0', entry('{ port: "0", protocol: TCP }', kafka), 'l7-port-zero'],
    ['beside HTTP rules', entry(tcp, `${kafka}, http: [{ method: GET }]`), 'l7-two-protocols'],
    ['beside each other', entry(tcp, `${kafka}, l7proto: cassandra, l7: [{ a: b }]`), 'l7-two-protocols'],
    ['beside server names', entry(tcp, kafka, ', serverNames: [a.io]'), 'sni-with-l7'],
    ['beside a listener', entry(tcp, kafka, ', listener: { envoyConfig: { name: a }, name: b }'), 'listener-with-l7'],
    ['with an empty key', entry(tcp, 'l7proto: cassandra, l7: [{ "": b }]'), 'field-value'],
  ])('%s', (_, yaml, code) => {
    expect(codes(yaml)).toContain(code);
  });

  test('and accepted where they are', () => {
    expect(new Set(codes(entry(tcp, kafka)))).toEqual(new Set(['l7-removed-in-1.20']));
  });
});
