import { parseManifests } from '../model/manifest';
import { parseYaml } from '../model/yaml';
import { schemaOf } from '../upstream/schemas/load';
import { createEngine } from './engine';
import type { Endpoint, Flow } from './input';
import { agentOptions } from './options';
import { settingsOfValues } from './settings';

const valuesOf = (yaml: string) => parseYaml(yaml).map(({ value }) => value);

const endpoints: Endpoint[] = [
  { name: 'api', namespace: 'shop', labels: { app: 'api', 'topology.kubernetes.io/zone': 'a' } },
  { name: 'db', namespace: 'shop', labels: { app: 'db' } },
];

const policy = (spec: string, kind = 'CiliumNetworkPolicy') => `
---
apiVersion: ${kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'cilium.io/v2'}
kind: ${kind}
metadata: { name: p${kind === 'CiliumClusterwideNetworkPolicy' ? '' : ', namespace: shop'} }
spec: ${spec}
`;

const config = (data: string) => `
---
apiVersion: v1
kind: ConfigMap
metadata: { name: cilium-config, namespace: kube-system }
data: ${data}
`;

function verdictOf(values: string, manifests: string, more: Partial<Flow> = {}) {
  const objects = parseManifests(manifests, 'all.yaml');
  const engine = createEngine(objects, endpoints, schemaOf, settingsOfValues(valuesOf(values), objects));
  return engine.judge({ from: 'api', to: 'db', port: 80, protocol: 'TCP', ...more });
}

const denyAll = policy('{ endpointSelector: {}, ingress: [{}] }');
const http = policy(
  '{ endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET }] } }] }] }',
);
const networkPolicy = policy('{ podSelector: {}, policyTypes: [Ingress] }', 'NetworkPolicy');
const clusterwide = policy('{ endpointSelector: {}, ingress: [{}] }', 'CiliumClusterwideNetworkPolicy');
const optOut = policy(
  '{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingress: [{ toPorts: [{ ports: [{ port: "81" }] }] }] }',
);
const zone = policy(
  '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { topology.kubernetes.io/zone: a } }] }] }',
);
const authenticated = policy(
  '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}], authentication: { mode: required } }] }',
);

test.each([
  ['policyEnforcementMode: never', denyAll, {}, 'allowed'],
  ['policyEnforcementMode: Always', '', {}, 'denied'],
  ['', denyAll, {}, 'denied'],
  ['l7Proxy: false', http, {}, 'allowed'],
  ['k8sNetworkPolicy: { enabled: false }', networkPolicy, {}, 'allowed'],
  ['', networkPolicy, {}, 'denied'],
  ['extraConfig: { enable-cilium-network-policy: "false" }', denyAll, {}, 'allowed'],
  ['extraConfig: { enable-cilium-clusterwide-network-policy: false }', clusterwide, {}, 'allowed'],
  ['', optOut, {}, 'allowed'],
  ['enableNonDefaultDenyPolicies: false', optOut, {}, 'denied'],
  ['', zone, {}, 'denied'],
  ['labels: "k8s:app k8s:topology.kubernetes.io"', zone, {}, 'denied'],
  ['labels: "topology.kubernetes.io/zone"', zone, {}, 'allowed'],
  ['', authenticated, {}, 'denied'],
  ['authentication: { enabled: true }', authenticated, {}, 'allowed'],
  ['', '', { protocol: 'SCTP' }, 'denied'],
  ['', denyAll, { protocol: 'SCTP' }, 'denied'],
  ['sctp: { enabled: true }', '', { protocol: 'SCTP' }, 'allowed'],
  ['policyEnforcementMode: never', config('{ enable-policy: always }'), {}, 'denied'],
  ['extraArgs: [--enable-policy=never]', denyAll + config('{ enable-policy: always }'), {}, 'allowed'],
  ['extraArgs: [--enable-policy, never]', denyAll, {}, 'allowed'],
  ['extraConfig: { static-cnp-path: /etc/policies }', '', {}, 'undecidable'],
  ['encryption: { enabled: true, type: ztunnel }', '', {}, 'undecidable'],
  ['policyEnforcementMode: sometimes', '', {}, 'undecidable'],
  ['policyCIDRMatchMode: [pods]', '', {}, 'undecidable'],
])('values %j with %s and %j: %s', (values, manifests, flow, verdict) => {
  expect(verdictOf(values, manifests, flow).verdict).toBe(verdict);
});

test('in audit mode a denial is still a denial, and known to be let through', () => {
  expect(verdictOf('policyAuditMode: true', denyAll)).toMatchObject({ verdict: 'denied', isAudited: true });
  const request = { http: { method: 'PUT', path: '/' } };
  expect(verdictOf('policyAuditMode: true', http, request)).not.toHaveProperty('isAudited');
});

test('a value that is not computed is reported with its place', () => {
  const objects = parseManifests(
    `${config('{ static-cnp-path: /etc/policies }')}---\napiVersion: cilium.io/v2\nkind: CiliumNodeConfig\nmetadata: { name: edge, namespace: kube-system }\nspec: { nodeSelector: {}, defaults: { enable-policy: never } }\n`,
    'all.yaml',
  );
  const { policies } = createEngine(objects, [], schemaOf, settingsOfValues([], objects));
  expect(policies.findings.map(({ code, file, path }) => [code, file, path])).toEqual([
    ['unsupported-setting', 'all.yaml', 'static-cnp-path'],
    ['unsupported-setting', 'all.yaml', 'enable-policy'],
  ]);
});

test('every option says what it does', () => {
  for (const { name, effect } of agentOptions)
    expect([name, effect]).toEqual([name, expect.stringMatching(/^\S.*[^.]$/)]);
});
