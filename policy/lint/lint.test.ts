import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifests } from '../../model/manifest';
import { schemaOf } from '../../upstream/schemas/load';
import { policyRules } from './all';
import { lintPolicies } from './lint';
import { lintRules } from './rules';

const lint = (yaml: string) => lintPolicies(parseManifests(yaml, 'policy.yaml'), { schemaOf });
const codes = (yaml: string) => lint(yaml).map(({ code }) => code);

test('there are rules, each with a name of its own', () => {
  expect(lintRules.length).toBeGreaterThanOrEqual(15);
  expect(new Set(policyRules.map(({ code }) => code)).size).toBe(policyRules.length);
});

describe.each(policyRules.map(rule => [rule.code, rule] as const))('%s', (code, rule) => {
  test('its example has the fault and no other', () => {
    expect([...new Set(codes(rule.wrong))]).toEqual([code]);
    for (const { message, line } of lint(rule.wrong)) {
      expect(message).toMatch(/^[`a-z]|^(HTTP|CIDR|DNS|L7|Cilium)/);
      expect(message).not.toMatch(/\.$|undefined/);
      expect(line).toBeGreaterThan(1);
    }
  });

  test('as it is meant nothing is found', () => {
    expect(lint(rule.right)).toEqual([]);
  });
});

test('every code of the reader of policies has a rule', () => {
  const known = new Set(policyRules.map(({ code }) => code));
  const folder = join(__dirname, '../refuse');
  const sources = readdirSync(folder).filter(file => /^(?!rule[s.]|rejection).*\.ts$/.test(file) || file === 'rule.ts');
  const codes = sources.flatMap(file =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/(?:refusal|refuse)\(\s*'([\w.-]+)'|code: '([\w.-]+)'/g)].map(
      ([, called, given]) => called ?? given!,
    ),
  );
  expect(codes.length).toBeGreaterThan(40);
  expect([...new Set(codes)].filter(code => !known.has(code))).toEqual([]);
});

/** Mistakes of a real repository, each of which passed its reviews. */
describe('mistakes that have been made', () => {
  test.each([
    [
      'a default deny of empty lists is refused, and denies nothing',
      'rule-without-lists',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: default-deny-all, namespace: default }
spec: { endpointSelector: {}, ingress: [], egress: [] }
`,
    ],
    [
      'an empty egress rule that was to allow all takes DNS and everything else away',
      'empty-rule-as-allow',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: protect-system, namespace: kube-system }
spec:
  endpointSelector: {}
  ingress: [{ fromEndpoints: [{ matchLabels: { k8s:io.kubernetes.pod.namespace: kube-system } }] }]
  egress: [{}]
`,
    ],
    [
      'a wildcard is no DNS name',
      'fqdn-name',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: restrict, namespace: default }
spec: { endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: "*.archive.ubuntu.com" }] }] }
`,
    ],
    [
      'names without a DNS rule never get an address',
      'fqdn-without-dns',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: restrict, namespace: default }
spec: { endpointSelector: {}, egress: [{ toFQDNs: [{ matchPattern: "*.archive.ubuntu.com" }] }] }
`,
    ],
    [
      'the ingress is an entity, not a label that no pod has',
      'unknown-label',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: grafana, namespace: monitoring }
spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchLabels: { "k8s:io.cilium.io/policy": ingress } }] }] }
`,
    ],
    [
      'an agent in the host network is no endpoint',
      'selects-host-network',
      `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: tetragon, namespace: kube-system }
spec: { template: { metadata: { labels: { app.kubernetes.io/name: tetragon } }, spec: { hostNetwork: true, containers: [] } } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: tetragon, namespace: kube-system }
spec: { endpointSelector: { matchLabels: { app.kubernetes.io/name: tetragon } }, ingress: [{ toPorts: [{ ports: [{ port: "2112", protocol: TCP }] }] }] }
`,
    ],
    [
      'headers are no expressions',
      'literal-header',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec: { endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "8080", protocol: TCP }], rules: { http: [{ method: GET, path: "/api/.*", headers: ["X-User: .*"] }] } }] }] }
`,
    ],
    [
      'HTTP rules on a port without protocol are refused',
      'l7-needs-tcp',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec: { endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "8080" }], rules: { http: [{ method: GET }] } }] }] }
`,
    ],
    [
      'an empty list of destinations is not every destination',
      'empty-list',
      `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: operator, namespace: monitoring }
spec: { endpointSelector: {}, egress: [{ toEndpoints: [], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }] }
`,
    ],
    [
      'namespaces have no label `name`',
      'unknown-namespace-label',
      `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: default }
spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: ingress-nginx } } }] }] }
`,
    ],
  ])('%s', (_, code, yaml) => {
    expect(codes(yaml)).toEqual([code]);
  });
});
