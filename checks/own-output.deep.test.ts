import { readRepository } from '../repository/repository';
import { fixtureCluster, fixtureFleet } from '../test/fleet';
import { writtenFiles } from '../test/written-files';
import { clusterGraph } from '../workloads/cluster-graph';
import { allChecks } from './all';
import { runChecks } from './run';

const cluster = fixtureCluster('production-east');
const { managed, bootstrap } = writtenFiles(cluster, fixtureFleet);
const files = new Map([...managed, ...bootstrap]);
const graphs = new Map([[cluster.name, clusterGraph(cluster, fixtureFleet)]]);
// The proof has a test of its own, and takes longer than all others together.
const checks = allChecks.filter(({ code }) => code !== 'require-closure');

function findings(texts: ReadonlyMap<string, string>): string[] {
  const found = runChecks(readRepository(texts, graphs), checks, { today: '2026-01-01' }).findings.filter(
    ({ severity }) => severity !== 'note',
  );
  return [...new Set(found.map(({ code }) => code))];
}

test('nothing is wrong with what synth writes', () => {
  expect(findings(files)).toEqual([]);
});

test.each([
  ['a misspelt field', 'load-balancing.k8s', 'blocks:', 'block:', 'valid-schema'],
  [
    'an old API version',
    'load-balancing.k8s',
    'apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool',
    'apiVersion: cilium.io/v2alpha1\nkind: CiliumLoadBalancerIPPool',
    'no-deprecated-versions',
  ],
  ['a misspelt value', 'cilium/values', 'bandwidthManager:', 'bandwithManager:', 'valid-values'],
  [
    'a value without its companion',
    'cilium/values',
    'bpf:\n  masquerade: true',
    'bpf:\n  masquerade: false',
    'valid-combinations',
  ],
  ['an issuer that does not exist', 'ingress.k8s', 'name: platform\n', 'name: platfrom\n', 'require-references'],
  [
    'a Secret that the runbook forgets',
    'bootstrap/README',
    'create secret generic external-dns-cloudflare',
    'create secret generic other',
    'require-references',
  ],
  ['a listener that is not there', 'argocd.k8s', 'sectionName: https', 'sectionName: tls', 'valid-ports'],
  [
    'a policy without pods',
    'external-dns.k8s',
    'k8s:app.kubernetes.io/name: external-dns',
    'k8s:app.kubernetes.io/name: dns',
    'require-selected',
  ],
  ['a Gateway before Cilium', 'apps/production-east/ingress', /sync-wave: '\d+'/, "sync-wave: '0'", 'valid-order'],
  [
    'waves that nothing waits for',
    'argocd/values',
    'resource.customizations.health.argoproj.io_Application',
    'resource.customizations.health.argoproj.io_Applications',
    'require-application-health',
  ],
  [
    'a namespace in two layers',
    'load-balancing.k8s',
    /^/,
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: argocd }\n---\n',
    'unique-owner',
  ],
  [
    'a folder that nothing reads',
    'apps/production-east/egress',
    'path: dist/production-east/egress',
    'path: dist/production-east/outgress',
    'no-dangling-applications',
  ],
  [
    'a kind that the project does not allow',
    'apps/production-east/egress',
    'kind: CiliumEgressGatewayPolicy',
    'kind: CiliumNodeConfig',
    'valid-projects',
  ],
  [
    'a chart of whatever version',
    'apps/production-east/cilium',
    /targetRevision: 1\.\S+/,
    'targetRevision: 1.*',
    'no-floating-versions',
  ],
  [
    'CRDs that Git may delete',
    'apps/production-east/longhorn',
    'prune: false',
    'prune: true',
    'require-prune-protection',
  ],
  [
    'a namespace that refuses its pods',
    'namespaces.k8s',
    /enforce: privileged/g,
    'enforce: restricted',
    'require-pod-security',
  ],
  [
    'CRDs in annotations',
    'apps/production-east/prometheus-crds',
    '- ServerSideApply=true\n',
    '- Validate=false\n',
    'require-server-side-apply',
  ],
  [
    'a name with a wildcard',
    'external-dns.k8s',
    'matchName: api.cloudflare.com',
    "matchName: '*.cloudflare.com'",
    'valid-schema',
  ],
  ['a policy after its pods', 'external-dns.k8s', /sync-wave: '-1'/, "sync-wave: '1'", 'require-policy-first'],
  [
    'Prometheus’ kinds after those who need them',
    'apps/production-east/prometheus-crds',
    /sync-wave: '\d+'/,
    "sync-wave: '40'",
    'valid-order',
  ],
] as const)('%s is found', (_name, end, from, to, code) => {
  const [file, ...others] = [...files.keys()].filter(path => path.includes(end));
  expect([file, others]).toEqual([expect.any(String), []]);
  const text = files.get(file!)!;
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  expect(findings(new Map(files).set(file!, changed))).toContain(code);
});
