import { charts } from '../config/versions';
import { factsOf, kindsOf } from './facts';
import { checkValues } from './values';

const messages = (chart: string, values: unknown) => checkValues(chart, values).map(fault => fault.message);

test('a misspelled key is reported with the key that was probably meant', () => {
  expect(checkValues('cilium', { hubble: { relay: { enabeld: true } } })).toMatchObject([
    { code: 'unknown-value', at: ['hubble', 'relay', 'enabeld'], repair: 'did you mean `enabled`?' },
  ]);
});

// Each is in some public values file, and none has an effect in 1.7.
test.each([
  { tetragon: { enableProcessCredentials: true } },
  { tetragon: { exportDirectory: '/var/log/tetragon' } },
  { tetragon: { tracingPolicies: {} } },
  { export: { stdout: { enabled: true } } },
  { prometheus: { enabled: true } },
  { serviceMonitor: { enabled: true } },
  { policyDirectory: '/etc/tetragon' },
  { tetragonOperator: { skipCRDCreation: true } },
])('tetragon has no value %j', values => {
  expect(messages('tetragon', values)).toHaveLength(1);
});

test('keys that the chart knows only as a comment or in a template are known', () => {
  expect(messages('cilium', { cni: { chainingMode: 'portmap' }, k8sServiceHost: 'localhost' })).toEqual([]);
});

test('keys that the chart reads only to refuse them are unknown', () => {
  expect(messages('cilium', { tunnel: 'vxlan' })).toHaveLength(1);
});

test('free-form maps take any key, closed ones beside them do not', () => {
  expect(messages('cilium', { podLabels: { anything: 'x' }, extraConfig: { 'any-flag': 'true' } })).toEqual([]);
  expect(messages('kube-prometheus-stack', { grafana: { 'grafana.ini': { any: { key: 1 } } } })).toEqual([]);
  expect(messages('kube-prometheus-stack', { grafana: { persistance: { enabled: true } } })).toHaveLength(1);
});

test("a subchart's values are under its name", () => {
  expect(messages('kube-prometheus-stack', { 'kube-state-metrics': { selfMonitor: { enabled: true } } })).toEqual([]);
  expect(messages('kube-prometheus-stack', { selfMonitor: { enabled: true } })).toHaveLength(1);
});

test('a value of the wrong type is reported with the types that fit', () => {
  expect(checkValues('longhorn', { persistence: { defaultClass: 'yes' } })).toMatchObject([
    { code: 'wrong-value', allowed: 'boolean' },
  ]);
  expect(checkValues('cilium', { hubble: true })).toMatchObject([{ code: 'wrong-value' }]);
});

test('a word that only the agent would refuse is refused', () => {
  expect(checkValues('cilium', { encryption: { type: 'wiregaurd' } })).toMatchObject([
    { code: 'wrong-value', repair: 'did you mean `wireguard`?' },
  ]);
  expect(checkValues('metrics-server', { tls: { type: 'certmanager' } })).toMatchObject([
    { code: 'wrong-value', repair: 'did you mean `cert-manager`?' },
  ]);
  expect(messages('cilium', { kubeProxyReplacement: 'strict' })).toHaveLength(1);
  expect(messages('cilium', { kubeProxyReplacement: true })).toEqual([]);
});

test('null removes a default', () => {
  expect(messages('cilium', { operator: { replicas: null } })).toEqual([]);
});

describe('facts', () => {
  // Chart versions of which no source could be had when the facts were taken.
  const nearest: Record<string, string> = { 'argo-cd': '10.1.1' };

  test.each(Object.values(charts))('of $chart are those of the pinned version', ({ chart, version }) => {
    expect(factsOf(chart).version).toBe(nearest[chart] ?? version);
  });

  test('kinds of the cluster have no namespace, the others all that they are made in', () => {
    const kinds = kindsOf(factsOf('kube-prometheus-stack'));
    expect(kinds).toContainEqual({ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', namespaces: [] });
    expect(kinds).toContainEqual({ group: '', kind: 'Service', namespaces: ['kube-system', 'monitoring'] });
  });
});

test('below a map that is printed whole, nothing is unknown at any depth', () => {
  const provider = { apiVersion: 1, providers: [] };
  const values = { grafana: { dashboardProviders: { 'dashboardproviders.yaml': provider } } };
  expect(messages('kube-prometheus-stack', values)).toEqual([]);
});
