import { Testing } from 'cdk8s';
import { exemptNamespaces, runtimePolicyNames } from '../config/runtime-policies';
import { optInLabel } from '../constructs/tracing-policy';
import { buildGraph } from '../graph/build';
import type { KubernetesObject } from '../model/manifest';
import { fixtureFleet, minimalCluster } from '../test/fleet';
import { printLayer } from '../test/print-layer';
import { checkValues } from '../upstream/values';
import { contentOf } from './layer-content';
import { Tetragon } from './tetragon';
import { tetragonValues } from './tetragon-values';

const shown = ['crypto-miner', 'cri-socket', 'capability-gained', 'namespace-escape', 'reverse-shell'];
const others = Object.fromEntries(
  runtimePolicyNames.filter(name => !shown.includes(name)).map(name => [name, 'off'] as const),
);

function build(runtimeSecurity: object): Tetragon {
  return new Tetragon(Testing.app(), 'tetragon', {
    cluster: 'homelab',
    runtimeSecurity: minimalCluster({ runtimeSecurity }).runtimeSecurity || fail(),
    monitored: true,
    allowances: [],
  });
}

function fail(): never {
  throw new Error('the cluster has runtime security');
}

interface PolicySpec {
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly podSelector?: { readonly matchLabels?: object; readonly matchExpressions?: readonly object[] };
}

/** `infraflux-mount: monitor`, in the order of the files. */
function modesOf(runtimeSecurity: object): string[] {
  return policiesOf(runtimeSecurity).map(({ metadata: { namespace, name }, spec }) => {
    const [mode] = (spec as PolicySpec).options;
    return `${namespace === undefined ? '' : `${namespace}/`}${name}: ${mode!.value}`;
  });
}

function policiesOf(runtimeSecurity: object): readonly KubernetesObject[] {
  return contentOf(build(runtimeSecurity)).objects.filter(({ kind }) => kind.startsWith('TracingPolicy'));
}

test('five policies, one of each kind', () => {
  expect(printLayer(build({ policies: others }))).toMatchSnapshot();
});

test('the chart knows every value', () => {
  expect(checkValues('tetragon', tetragonValues({ cluster: 'homelab', monitored: true }))).toEqual([]);
});

test('every policy monitors until the cluster file says more, and names are unique', () => {
  const modes = modesOf({});
  expect(modes.filter(mode => !mode.endsWith(': monitor'))).toEqual([]);
  expect(new Set(modes).size).toBe(modes.length);
  const covered = policiesOf({}).map(({ metadata }) => metadata.annotations!['infraflux.dev/policy']);
  expect([...new Set(covered)].sort()).toEqual([...runtimePolicyNames].sort());
});

test('a cluster that enforces spares what must never be enforced, and pods that did not opt in', () => {
  const modes = modesOf({ mode: 'enforce' });
  expect(modes).toContain('infraflux-raw-sockets: enforce');
  expect(modes).toContain('infraflux-privilege-escalation: monitor');
  expect(modes).toContain('infraflux-mount: monitor');
  expect(modes).toContain('infraflux-mount-opted-in: enforce');
  const optedIn = policiesOf({ mode: 'enforce' }).find(({ metadata }) => metadata.name.endsWith('mount-opted-in'));
  expect((optedIn!.spec as PolicySpec).podSelector!.matchLabels).toEqual(optInLabel);
});

test('every namespace of the platform is exempt', () => {
  const workloads = fixtureFleet.flatMap(cluster => buildGraph(cluster, fixtureFleet).workloads);
  const namespaces = new Set(workloads.filter(({ network }) => network === 'pod').map(({ namespace }) => namespace));
  expect([...namespaces].filter(namespace => !exemptNamespaces.includes(namespace))).toEqual([]);
});

test('a policy that is off is gone', () => {
  expect(modesOf({ policies: { ptrace: 'off' } })).not.toContain('infraflux-ptrace: monitor');
});

test('a namespace is ahead of its cluster', () => {
  const modes = modesOf({ namespaces: [{ name: 'shop', policies: { 'kernel-module-load': 'enforce' } }] });
  expect(modes).toContain('infraflux-kernel-module-load: monitor');
  expect(modes).toContain('shop/infraflux-kernel-module-load-shop: enforce');
  expect(modes).not.toContain('shop/infraflux-kernel-module-load-host-shop: enforce');
});
