import { requiredSecrets, workloadSecrets } from '../bootstrap/secrets';
import { findSecrets } from '../checks/no-secrets';
import type { Cluster } from '../config/schema/cluster';
import { isRecord } from '../model/manifest';
import { parseYaml } from '../model/yaml';
import { componentsOf } from '../workloads/applications';
import { fixtureFleet } from './fleet';
import { writtenFiles } from './written-files';

const secretsOf = (cluster: Cluster) => workloadSecrets(componentsOf(cluster));

const written = fixtureFleet.map(cluster => {
  const { managed, bootstrap } = writtenFiles(cluster, fixtureFleet);
  return { cluster, managed, bootstrap, runbook: bootstrap.get(`dist/${cluster.name}/bootstrap/README.md`)! };
});

test('Cilium is first installed with the values that Argo CD installs it with', () => {
  for (const { cluster, managed, bootstrap } of written) {
    const values = bootstrap.get(`dist/${cluster.name}/bootstrap/cilium-values.yaml`)!;
    expect(values).toContain('kubeProxyReplacement: true');
    expect(values).toBe(managed.get(`dist/${cluster.name}/cilium/values.yaml`));
  }
});

test('the runbook installs the charts that the Applications name, as the same releases', () => {
  for (const { cluster, managed, runbook } of written)
    for (const layer of ['prometheus-crds', 'cilium', 'argocd']) {
      const [chart] = sourcesOf(managed.get(`gitops/argocd/apps/${cluster.name}/${layer}.yaml`)!);
      const { releaseName, namespace } = chart!.helm as Record<string, string>;
      expect(runbook).toContain(
        `helm template ${releaseName} ${chart!.chart} --repo ${chart!.repoURL} --version ${chart!.targetRevision} \\\n  --namespace ${namespace}`,
      );
    }
});

test('every file that the runbook names is written', () => {
  for (const { managed, bootstrap, runbook } of written) {
    const files = [...runbook.matchAll(/(?:dist|gitops)\/[\w./-]+\.yaml/g)].map(([file]) => file);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect([...managed.keys(), ...bootstrap.keys()]).toContain(file);
  }
});

test('every Secret that a layer names is in the runbook, or made in the cluster', () => {
  for (const { cluster, managed } of written) {
    const documents = [...managed.values()].flatMap(text => parseYaml(text).map(({ value }) => value));
    const made = [...documents.flatMap(certificateSecrets), 'platform-acme-account'];
    const required = requiredSecrets(cluster, secretsOf(cluster)).map(({ name }) => name);
    const named = documents.flatMap(secretsIn);
    expect(named).toContain('grafana-admin');
    expect(named.filter(name => !made.includes(name) && !required.includes(name))).toEqual([]);
  }
});

test('nothing in it is taken for a secret', () => {
  for (const { bootstrap } of written) expect(findSecrets(bootstrap)).toEqual([]);
});

function sourcesOf(text: string): Record<string, unknown>[] {
  const application = parseYaml(text).find(({ value }) => isRecord(value) && value.kind === 'Application')!.value;
  return (application as { spec: { sources: Record<string, unknown>[] } }).spec.sources;
}

function certificateSecrets(document: unknown): string[] {
  return isRecord(document) && document.kind === 'Certificate' && isRecord(document.spec)
    ? [document.spec.secretName as string]
    : [];
}

/** Names under keys such as `secretName`, `secretKeyRef`, `existingSecret`, wherever they are. */
function secretsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (!/(secretName|secretRef|secretKeyRef|existingSecret|configSecret|credentialSecret)$/i.test(key))
      return secretsIn(inner);
    return typeof inner === 'string' ? [inner] : isRecord(inner) ? [inner.name as string] : [];
  });
}
