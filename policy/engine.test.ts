import { parseManifests } from '../model/manifest';
import { formatPath } from '../model/yaml';
import { schemaOf } from '../upstream/schemas/load';
import { openRanges } from './connectivity';
import { createEngine, type Engine } from './engine';
import type { Endpoint, Flow, Settings } from './input';
import { formatRanges } from './ranges';
import { defaultSettings } from './settings';

const api: Endpoint = {
  name: 'api',
  namespace: 'shop',
  labels: { app: 'api' },
  namedPorts: [{ name: 'http', port: 8080, protocol: 'TCP' }],
};
const db: Endpoint = { name: 'db', namespace: 'shop', labels: { app: 'db' } };
const ingress: Endpoint = { name: 'gateway', reserved: 'ingress' };
const node: Endpoint = { name: 'node', reserved: 'host', labels: { role: 'worker' } };

const engineOf = (yaml: string, settings: Partial<Settings> = {}): Engine =>
  createEngine(parseManifests(yaml, 'policy.yaml'), [api, db, ingress, node], schemaOf, {
    ...defaultSettings,
    ...settings,
  });

const policy = (spec: string, kind = 'CiliumNetworkPolicy') => `
apiVersion: cilium.io/v2
kind: ${kind}
metadata: { name: p${kind === 'CiliumNetworkPolicy' ? ', namespace: shop' : ''} }
spec: ${spec}
`;

const tcp = (from: string, to: string, port: number, more: Partial<Flow> = {}): Flow => ({
  from,
  to,
  port,
  protocol: 'TCP',
  ...more,
});

test('a verdict names the deciding rule by file and line', () => {
  const engine = engineOf(`
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: p, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: api } }
  ingress:
    - fromEndpoints: [{ matchLabels: { app: db } }]
      toPorts:
        - ports: [{ port: http, protocol: TCP }]
`);
  const { ingress } = engine.judge(tcp('db', 'api', 8080));
  expect(ingress).toMatchObject({ verdict: 'allowed', because: 'rules' });
  const { manifest, path } = ingress!.rules[0]!;
  expect([manifest.file, manifest.lineOf(path), formatPath(path)]).toEqual([
    'policy.yaml',
    10,
    'spec.ingress[0].toPorts[0]',
  ]);
  expect(engine.judge(tcp('db', 'api', 80)).ingress).toMatchObject({ verdict: 'denied', because: 'default-deny' });
});

test('server names: an allow without them does not lift them, another selector does', () => {
  const rules = (more: string) =>
    policy(`{ endpointSelector: {}, egress: [
      { toEntities: [world], toPorts: [{ ports: [{ port: "443", protocol: TCP }], serverNames: ["*.a.io"] }] }, ${more}] }`);
  const same = engineOf(rules('{ toEntities: [world], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }'));
  const ask = (engine: Engine, sni?: string) =>
    engine.judge(tcp('api', 'entity:world', 443, sni ? { sni } : {})).egress?.proxied;
  expect(ask(same, 'x.a.io')).toEqual({ parser: 'tls', verdict: 'allowed' });
  expect(ask(same, 'a.io')).toMatchObject({ parser: 'tls', verdict: 'denied' });
  expect(ask(same)).toEqual({ parser: 'tls', verdict: 'unasked' });
  const other = engineOf(rules('{ toEntities: [all], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }'));
  expect(ask(other, 'a.io')).toEqual({ parser: 'tls', verdict: 'allowed' });
});

test('DNS rules decide on the name that is asked for', () => {
  const engine = engineOf(
    policy(
      '{ endpointSelector: {}, egress: [{ toEndpoints: [{}], toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "*.a.io" }] } }] }] }',
    ),
  );
  const ask = (dns: string) => engine.judge({ from: 'api', to: 'db', port: 53, protocol: 'UDP', dns }).verdict;
  expect([ask('X.a.io.'), ask('a.io'), ask('x.y.a.io')]).toEqual(['allowed', 'denied', 'denied']);
});

test('what the manifests do not hold makes a verdict undecidable, but only where it matters', () => {
  const services = policy(
    '{ endpointSelector: {}, egress: [{ toServices: [{ k8sService: { serviceName: db, namespace: shop } }] }] }',
  );
  expect(engineOf(services).judge(tcp('api', 'db', 5432)).egress).toEqual(
    expect.objectContaining({
      verdict: 'undecidable',
      because: 'unknown',
      reason: 'Service `shop/db` is not in the manifests',
    }),
  );
  const service =
    '---\napiVersion: v1\nkind: Service\nmetadata: { name: db, namespace: shop }\nspec: { selector: { app: db } }\n';
  const known = engineOf(services + service);
  expect(known.judge(tcp('api', 'db', 5432)).verdict).toBe('allowed');
  expect(known.judge(tcp('db', 'api', 80)).verdict).toBe('denied');

  const groups = engineOf(policy('{ endpointSelector: {}, egress: [{ toGroups: [{ aws: { region: eu } }] }] }'));
  expect(groups.judge(tcp('api', 'entity:world', 443)).verdict).toBe('undecidable');
  expect(groups.judge(tcp('api', 'db', 443)).verdict).toBe('denied');

  const secret = engineOf(
    policy(
      '{ endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET, headerMatches: [{ name: X, secret: { name: s } }] }] } }] }] }',
    ),
  );
  const request = (method: string) => secret.judge(tcp('db', 'api', 80, { http: { method, path: '/' } })).verdict;
  expect([request('GET'), request('PUT')]).toEqual(['undecidable', 'denied']);
});

test('an unknown field is reported and its rule believed neither way', () => {
  const engine = engineOf(
    policy('{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}], toPort: [{ ports: [{ port: "80" }] }] }] }'),
  );
  expect(engine.policies.findings).toEqual([
    expect.objectContaining({
      code: 'unsupported-field',
      severity: 'error',
      path: 'spec.ingress[0].toPort',
      repair: 'did you mean `toPorts`?',
    }),
  ]);
  expect(engine.judge(tcp('db', 'api', 443)).ingress).toMatchObject({
    verdict: 'undecidable',
    reason: '`spec.ingress[0].toPort` is unknown',
  });
  expect(engine.judge(tcp('entity:world', 'api', 443)).verdict).toBe('denied');
});

test('rules that cannot be merged leave the endpoint without a policy', () => {
  const engine = engineOf(
    policy(`{ endpointSelector: { matchLabels: { app: api } }, egress: [
      { toEndpoints: [{}], authentication: { mode: required } }, { toEndpoints: [{}], authentication: { mode: disabled } }] }`),
  );
  expect(engine.judge(tcp('db', 'api', 80)).ingress).toMatchObject({
    verdict: 'undecidable',
    because: 'conflict',
    reason: expect.stringContaining('authentication modes'),
  });
  expect(engine.judge(tcp('db', 'entity:world', 80)).verdict).toBe('allowed');
});

test('a host has policies only with the host firewall, an ingress endpoint always', () => {
  const host = policy(
    '{ nodeSelector: { matchLabels: { role: worker } }, ingress: [{ fromEntities: [cluster], toPorts: [{ ports: [{ port: "10250", protocol: TCP }] }] }] }',
    'CiliumClusterwideNetworkPolicy',
  );
  expect(engineOf(host).judge(tcp('entity:world', 'node', 22)).verdict).toBe('allowed');
  const enforced = engineOf(host, { hostFirewall: true });
  expect(enforced.judge(tcp('entity:world', 'node', 22)).verdict).toBe('denied');
  expect(enforced.judge(tcp('entity:host', 'node', 22)).verdict).toBe('denied');
  expect(enforced.judge(tcp('api', 'node', 10250)).verdict).toBe('allowed');

  const all = engineOf(
    policy('{ endpointSelector: {}, egress: [{ toEndpoints: [{}] }] }', 'CiliumClusterwideNetworkPolicy'),
  );
  expect(all.judge(tcp('gateway', 'api', 8080)).verdict).toBe('allowed');
  expect(all.judge(tcp('gateway', 'entity:world', 443)).verdict).toBe('denied');
});

test('a policy that anybody refuses has no effect', () => {
  const engine = engineOf(policy('{ endpointSelector: {}, ingress: [{ authentication: { mode: always } }] }'));
  expect(engine.policies.findings).toMatchObject([
    { code: 'field-value', path: 'spec.ingress[0].authentication.mode' },
  ]);
  expect(engine.judge(tcp('db', 'api', 80)).ingress).toMatchObject({ because: 'no-policy' });
});

test('an unknown end is an error', () => {
  const engine = engineOf('');
  for (const end of ['nobody', 'entity:nobody', 'cidr:10.0.0.0/8', 'fqdn:', 'x:y'])
    expect(() => engine.judge(tcp(end, 'api', 80))).toThrow(
      `\`${end}\` is not an endpoint, entity, address or DNS name`,
    );
});

test('open ranges are exact', () => {
  const engine = engineOf(
    policy(`{ endpointSelector: { matchLabels: { app: api } }, ingress: [
      { fromEndpoints: [{}], toPorts: [{ ports: [{ port: "8000", endPort: 8100, protocol: TCP }, { port: "53" }] }] },
      { fromEndpoints: [{}], toPorts: [{ ports: [{ port: http, protocol: TCP }], rules: { http: [{ path: / }] } }] },
      { fromEndpoints: [{}], icmps: [{ fields: [{ type: 8 }] }] }], ingressDeny: [
      { fromEndpoints: [{}], toPorts: [{ ports: [{ port: "8050", protocol: TCP }] }] }] }`),
  );
  const between = (from: string, to: string) => formatRanges(openRanges(engine.endpoint(from), engine.endpoint(to)));
  expect(between('db', 'api')).toBe(
    'TCP 53, 8000-8049, 8051-8079, 8080 (any HTTP), 8081-8100; UDP 53; SCTP 53; ICMP 8',
  );
  expect(between('api', 'db')).toBe('all');
  expect(between('entity:world', 'api')).toBe('');
});

test('a value that Cilium and the schema both refuse is one finding, with one list', () => {
  const { findings } = engineOf(
    policy('{ endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: TCPX }] }] }] }'),
  ).policies;
  expect(findings.map(({ code, path }) => [code, path])).toEqual([
    ['protocol-unknown', 'spec.ingress[0].toPorts[0].ports[0].protocol'],
  ]);
});

const proxied = (rules: string, to: string, port: number, more: Partial<Flow> = {}) =>
  engineOf(policy(`{ endpointSelector: {}, egress: [${rules}] }`)).judge({ ...tcp('api', to, port), ...more }).egress;

const toPorts = (ports: string, rules: string, peers = '') => `{ ${peers} toPorts: [{ ports: [${ports}], ${rules} }] }`;
const http53 = 'rules: { http: [{ method: GET }] }';
const dnsOf = (name: string) => `rules: { dns: [{ matchName: ${name} }] }`;
const get = { http: { method: 'GET', path: '/' } };
const put = { http: { method: 'PUT', path: '/' } };

test('redirects that share a proxy port leave to chance which proxy takes the connection', () => {
  const http = toPorts('{ port: "53", endPort: 53, protocol: TCP }', http53);
  const dns = toPorts('{ port: "53", protocol: TCP }', dnsOf('a.io'));
  for (const [rules, request] of [
    [`${http}, ${dns}`, get],
    [`${dns}, ${http}`, { dns: 'a.io' }],
  ] as const) {
    const answer = proxied(rules, 'db', 53, request);
    expect(answer?.proxied).toMatchObject({
      parser: 'http',
      verdict: 'undecidable',
      reason: expect.stringContaining('`http`'),
    });
  }
  const wider = toPorts('{ port: "50", endPort: 60, protocol: TCP }', http53);
  expect(proxied(`${wider}, ${dns}`, 'db', 53, put)?.proxied).toEqual({ parser: 'http', verdict: 'allowed' });
  expect(proxied(`${wider}, ${dns}`, 'db', 53, { dns: 'a.io' })?.proxied).toEqual({
    parser: 'http',
    verdict: 'denied',
  });
});

test('an allow for all ports lifts HTTP rules, and leaves DNS rules as they are', () => {
  const all = '{ toEndpoints: [{}] }';
  expect(proxied(`${all}, ${toPorts('{ port: "80", protocol: TCP }', http53)}`, 'db', 80, put)?.proxied).toEqual({
    parser: 'http',
    verdict: 'allowed',
  });
  const dns = toPorts('{ port: "53", protocol: UDP }', dnsOf('a.io'));
  const ask = (rules: string, name: string) =>
    proxied(rules, 'db', 53, { protocol: 'UDP', dns: name })?.proxied?.verdict;
  expect([ask(`${all}, ${dns}`, 'a.io'), ask(`${all}, ${dns}`, 'b.io')]).toEqual(['allowed', 'denied']);
  const port = toPorts('{ port: "53", protocol: UDP }', '', 'toEndpoints: [{}],');
  expect(ask(`${port}, ${dns}`, 'b.io')).toBe('allowed');
});

test.each([
  ['kafka: [{ role: produce, topic: t }]', 'http: [{}]'],
  ['kafka: [{ role: produce, topic: t }]', 'l7proto: cassandra, l7: [{ a: b }]'],
  ['l7proto: cassandra, l7: [{ a: b }]', 'l7proto: memcache, l7: [{ a: b }]'],
  ['dns: [{ matchName: a.io }]', 'kafka: [{ role: produce, topic: t }]'],
])('%s and %s for the same peers and port cannot be merged', (one, other) => {
  const of = (rules: string) => toPorts('{ port: "9092", protocol: TCP }', `rules: { ${rules} }`);
  expect(proxied(`${of(one)}, ${of(other)}`, 'db', 9092)?.because).toBe('conflict');
});

test('Kafka rules send to a proxy that cannot be asked here, and an allow beside them lifts them', () => {
  const kafka = toPorts('{ port: "9092", protocol: TCP }', 'rules: { kafka: [{ role: produce, topic: t }] }');
  expect(proxied(kafka, 'db', 9092)?.proxied).toEqual({ parser: 'kafka', verdict: 'unasked' });
  expect(proxied(`${kafka}, { toEndpoints: [{}] }`, 'db', 9092)?.proxied).toEqual({
    parser: 'kafka',
    verdict: 'allowed',
  });
});
