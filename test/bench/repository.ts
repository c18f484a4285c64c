// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Flux look like those of JavaScript.
import { allChecks } from '../../checks/all';
import { findAll } from '../../checks/run';
import { readRepository } from '../../repository/repository';

/**
 * A repository of 1,500 YAML files as people write them for Flux: a Kustomization, a kustomization, a release and its
 * values for each application, and a component that all take. Prints seconds and memory; exit 1 where a limit is broken.
 */
const LIMIT_SECONDS = 5;
const LIMIT_MEGABYTES = 500;
const APPLICATIONS = 300;

function files(): Map<string, string> {
  const texts = new Map<string, string>([
    ['components/volume/kustomization.yaml', 'kind: Component\nresources: [volume.yaml]\n'],
    [
      'components/volume/volume.yaml',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: "${APP}" }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: "${SIZE:=5Gi}" } } }\n',
    ],
  ]);
  for (let index = 0; index < APPLICATIONS; index++) {
    const folder = `apps/ns-${index % 30}/app-${index}`;
    texts.set(
      `${folder}/ks.yaml`,
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: app-${index}, namespace: flux-system }\nspec:\n  interval: 1h\n  prune: true\n  path: ./${folder}/app\n  targetNamespace: ns-${index % 30}\n  sourceRef: { kind: GitRepository, name: flux-system }\n  components: [../../../../components/volume]\n  postBuild: { substitute: { APP: app-${index} } }\n`,
    );
    texts.set(`${folder}/app/kustomization.yaml`, 'resources: [release.yaml, source.yaml, policy.yaml]\n');
    texts.set(
      `${folder}/app/source.yaml`,
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: { name: app-${index} }\nspec: { interval: 1h, url: "oci://registry.test/app", ref: { tag: 1.2.3 } }\n`,
    );
    texts.set(
      `${folder}/app/policy.yaml`,
      `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: app-${index} }\nspec:\n  endpointSelector: { matchLabels: { app: app-${index} } }\n  ingress: [{ fromEndpoints: [{ matchLabels: { app: app-${index + 1} } }], toPorts: [{ ports: [{ port: "8080", protocol: TCP }] }] }]\n`,
    );
    texts.set(
      `${folder}/app/release.yaml`,
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: app-${index} }\nspec:\n  interval: 1h\n  chartRef: { kind: OCIRepository, name: app-${index} }\n  values:\n${Array.from({ length: 60 }, (_, line) => `    key${line}: { enabled: true, size: ${line} }\n`).join('')}`,
    );
  }
  return texts;
}

const texts = files();
const start = process.hrtime.bigint();
const repository = readRepository(texts);
const read = Number(process.hrtime.bigint() - start) / 1e9;
const findings = findAll(repository, allChecks);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const megabytes = process.memoryUsage().rss / 1e6;
const objects = repository.clusters.flatMap(cluster => cluster.objects).length;
console.log(
  `${texts.size} files, ${objects} objects, ${findings.length} findings: read in ${read.toFixed(1)} s, read and checked in ${seconds.toFixed(1)} s (limit ${LIMIT_SECONDS}), ${megabytes.toFixed(0)} MB (limit ${LIMIT_MEGABYTES})`,
);
if (seconds > LIMIT_SECONDS || megabytes > LIMIT_MEGABYTES) process.exitCode = 1;
