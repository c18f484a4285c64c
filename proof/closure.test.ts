import type { Graph } from '../graph/graph';
import { kubeApiserver, usesApi } from '../graph/kubernetes';
import { connects, tcp, workload } from '../graph/workload';
import { formatFindings } from '../model/finding';
import { parseManifests } from '../model/manifest';
import { defaultSettings } from '../policy/settings';
import { schemaOf } from '../upstream/schemas/load';
import { proveClosure } from './closure';
import { createClosureModel, engineOf } from './closure-model';

const pod = { namespace: 'shop', network: 'pod' } as const;
const api = workload({ ...pod, name: 'api', labels: { app: 'api', tier: 'back' }, ports: { http: tcp(8080) } });
const front = workload({ ...pod, name: 'front', labels: { app: 'front' }, ports: {} });
const graph: Graph = {
  workloads: [api, front, kubeApiserver].map(each => ({ layer: 'workloads', ...each })),
  connections: [
    { ...connects(front, api, ['http'], 'lists goods'), http: [{ method: 'GET', path: '/goods(\\?.*)?' }] },
    usesApi(api, 'reads its configuration'),
    { from: api, to: { names: ['*.example.com'] }, ports: [tcp(443)], why: 'orders goods' },
    { from: { cidrs: ['192.0.2.0/24'] }, to: front, ports: [tcp(80, 89)], why: 'is where the users are' },
  ],
};

const policies = `
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: default-deny }
spec:
  endpointSelector: { matchExpressions: [{ key: k8s:io.kubernetes.pod.namespace, operator: Exists }] }
  ingress: [{}]
  egress: [{}]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: { matchLabels: { k8s:app: api, k8s:tier: back } }
  ingress:
    - fromEndpoints: [{ matchLabels: { k8s:app: front } }]
      toPorts:
        - ports: [{ port: "8080", protocol: TCP }]
          rules: { http: [{ method: GET, path: '/goods(\\?.*)?' }] }
  egress:
    - toEntities: [kube-apiserver]
      toPorts: [{ ports: [{ port: "6443", protocol: TCP }] }]
    - toFQDNs: [{ matchPattern: "*.example.com" }]
      toPorts: [{ ports: [{ port: "443", protocol: TCP }] }]
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: front, namespace: shop }
spec:
  endpointSelector: { matchLabels: { k8s:app: front } }
  ingress:
    - fromCIDR: [192.0.2.0/24]
      toPorts: [{ ports: [{ port: "80", endPort: 89, protocol: TCP }] }]
  egress:
    - toEndpoints: [{ matchLabels: { k8s:app: api, k8s:tier: back } }]
      toPorts: [{ ports: [{ port: "8080", protocol: TCP }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: shop }
---
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: ingress-proxy }
spec:
  endpointSelector: { matchLabels: { reserved:ingress: "" } }
  ingress: [{ fromEntities: [all] }]
  egress: [{ toEntities: [cluster] }]
`;

function prove(yaml: string) {
  const manifests = parseManifests(yaml, 'policies.yaml');
  const model = createClosureModel(graph, manifests, schemaOf, defaultSettings);
  return proveClosure(model, engineOf(model, manifests));
}

test('proves policies that allow exactly what the graph allows', () => {
  const { findings, pairs, requests } = prove(policies);
  expect(formatFindings(findings)).toBe('');
  expect(pairs).toBeGreaterThan(500);
  expect(requests).toBeGreaterThan(5);
});

test.each([
  [
    'a port is missing',
    ['port: "8080"', 'port: "8081"'],
    /`shop\/front` → `shop\/api`: the ingress of `shop\/api` does not leave TCP 8080 \(proxied\) open, which the graph allows: lists goods/,
  ],
  [
    'a port too many',
    ['endPort: 89', 'endPort: 90'],
    /`cidr:192\.0\.2\.255` → `shop\/front`: the ingress of `shop\/front` leaves TCP 90 open/,
  ],
  ['a network too wide by a bit', ['192.0.2.0/24', '192.0.2.0/23'], /`cidr:192\.0\.3\.255` → `shop\/front`/],
  [
    'a peer by half of its labels',
    ['k8s:app: api, k8s:tier: back } }]', 'k8s:app: api } }]'],
    /`a pod like shop\/api with another tier`/,
  ],
  [
    'a subject by half of its labels',
    ['k8s:app: api, k8s:tier: back } }\n', 'k8s:app: api } }\n'],
    /the ingress of `a pod like shop\/api with another tier`/,
  ],
  [
    'a pod of another namespace',
    ['app: front } }]', 'app: front, k8s:io.kubernetes.pod.namespace: elsewhere } }]'],
    /`a pod like shop\/front in elsewhere` → `shop\/api`/,
  ],
  ['a name more', ['"*.example.com"', '"*.com"'], /`fqdn:example\.com`/],
  ['an entity more', ['[kube-apiserver]', '[kube-apiserver, remote-node]'], /`shop\/api` → `entity:remote-node`/],
  ['a method more', ['method: GET, ', ''], /`DELETE \/goods`, which no connection of the graph allows, on TCP 8080/],
  [
    'a path less',
    ["(\\?.*)?' }] }\n  egress", "' }] }\n  egress"],
    /refuses `GET \/goods\?any`, which the graph allows/,
  ],
  [
    'no default deny',
    ['operator: Exists', 'operator: DoesNotExist'],
    /`a pod without labels in shop`.* leaves all open, which no connection of the graph allows; no policy selects it/,
  ],
  [
    'a Gateway cut off',
    ['toEntities: [cluster]', 'toEntities: [host]'],
    /`entity:ingress` → `shop\/api`: the egress of `entity:ingress` does not leave all open, which is always allowed/,
  ],
])('finds a deviation: %s', (_, [was, is], pattern) => {
  expect(policies).toContain(was);
  expect(formatFindings(prove(policies.replace(was!, is!)).findings)).toMatch(pattern);
});

test('names both endpoints, the port, the policy and its line', () => {
  const [finding] = prove(policies.replace('endPort: 89', 'endPort: 90')).findings;
  expect(finding).toEqual({
    code: 'connection-not-allowed',
    severity: 'error',
    file: 'policies.yaml',
    line: policies.split('\n').findIndex(line => line.includes('endPort: 89')) + 1,
    path: 'spec.ingress[0].toPorts[0]',
    message:
      '`cidr:192.0.2.0` → `shop/front`: the ingress of `shop/front` leaves TCP 90 open, which no connection of the graph allows; `CiliumNetworkPolicy shop/front` decides',
  });
});
