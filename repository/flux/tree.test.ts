// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Flux look like those of JavaScript.
import { exampleFiles } from '../../test/example-files';
import { identityOf, keyOf } from '../identity';
import { readRepository } from '../repository';

const clustersOf = (text: string) => readRepository(exampleFiles(text)).clusters;
const objectsOf = (text: string) =>
  clustersOf(text).flatMap(({ objects }) =>
    objects.filter(({ kustomization }) => kustomization !== undefined).map(placed => keyOf(identityOf(placed))),
  );

const kustomization = (name: string, path: string, more = '') => `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  path: ${path}
  sourceRef: { kind: GitRepository, name: flux-system }
${more.replaceAll(/^/gm, '  ')}
`;
const settings = (name = 'settings', data = 'A: b') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "${name}" }\ndata: { ${data} }\n`;

test('a root leads to Kustomizations, whose names, paths and variables come from what is above them', () => {
  const text = `
# file: cluster/root.yaml
${kustomization('apps', './apps', 'postBuild: { substitute: { STAGE: test } }')}
# file: apps/kustomization.yaml
resources: [films.yaml]
patches:
  - target: { kind: Kustomization }
    patch: |
      [{ op: replace, path: /spec/path, value: ./run/films }]
# file: apps/films.yaml
${kustomization('films', './nowhere', 'targetNamespace: films-${STAGE}\npostBuild: { substitute: { NAME: "films-${STAGE}" } }')}
# file: run/films/settings.yaml
${settings('${NAME}', 'DOMAIN: "${NAME}.${MISSING:=example.org}"')}
`;
  expect(objectsOf(text)).toEqual([
    'kustomize.toolkit.fluxcd.io/Kustomization flux-system/films',
    '/ConfigMap films-test/films-test',
  ]);
  expect(clustersOf(text)[0]?.objects.at(-1)?.manifest.object.data).toEqual({ DOMAIN: 'films-test.example.org' });
});

test('a component is brought once for each Kustomization that takes it, with its own variables', () => {
  const app = (name: string) =>
    kustomization(
      name,
      `./apps/${name}`,
      `targetNamespace: media\ncomponents: [../../components/volume]\npostBuild: { substitute: { APP: ${name} } }`,
    );
  const text = `
# file: root.yaml
${app('films')}---${app('music')}
# file: apps/films/a.yaml
${settings('films-settings')}
# file: apps/music/a.yaml
${settings('music-settings')}
# file: components/volume/kustomization.yaml
kind: Component
resources: [volume.yaml]
# file: components/volume/volume.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: "\${APP}" }
spec: { resources: { requests: { storage: "\${SIZE:=5Gi}" } } }
`;
  expect(objectsOf(text)).toEqual([
    '/ConfigMap media/films-settings',
    '/PersistentVolumeClaim media/films',
    '/ConfigMap media/music-settings',
    '/PersistentVolumeClaim media/music',
  ]);
});

test('variables come from the nearest ConfigMap; those of an encrypted Secret are not known', () => {
  const text = `
# file: clusters/one/root.yaml
${kustomization('apps', './apps', 'postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }, { kind: Secret, name: keys }] }')}
# file: clusters/one/vars.yaml
${settings('vars', 'DOMAIN: one.example.org, COUNT: "2"')}
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
stringData: { TOKEN: "ENC[AES256_GCM,data:x]" }
sops: { mac: x }
# file: clusters/two/vars.yaml
${settings('vars', 'DOMAIN: two.example.org')}
# file: apps/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, annotations: { host: "web.\${DOMAIN}", token: "\${TOKEN}", other: "\${OTHER:=x}" } }
spec:
  replicas: \${COUNT}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: script, annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled } }
data: { run: "echo \${DOMAIN}" }
`;
  const [web, script] = clustersOf(text)[0]!
    .objects.filter(each => each.kustomization)
    .map(each => each.manifest.object);
  expect(web).toMatchObject({
    metadata: { annotations: { host: 'web.one.example.org', token: '${TOKEN}', other: 'x' } },
    spec: { replicas: 2 },
  });
  expect(script?.data).toEqual({ run: 'echo ${DOMAIN}' });
});

test('folders in which the same Kustomizations begin are clusters of their own', () => {
  const cluster = (name: string) => `
# file: clusters/${name}/flux-system/sync.yaml
${kustomization('flux-system', `./clusters/${name}`)}
# file: clusters/${name}/apps.yaml
${kustomization('apps', `./apps/${name}`)}
# file: apps/${name}/kustomization.yaml
namespace: shop
namePrefix: ${name}-
resources: [../base]
`;
  const text = `${cluster('east')}${cluster('west')}
# file: apps/base/kustomization.yaml
resources: [settings.yaml]
# file: apps/base/settings.yaml
${settings()}
`;
  const found = clustersOf(text).map(({ name, objects }) => [
    name,
    objects.filter(({ manifest }) => manifest.object.kind === 'ConfigMap').map(placed => keyOf(identityOf(placed))),
  ]);
  expect(found).toEqual([
    ['east', ['/ConfigMap shop/east-settings']],
    ['west', ['/ConfigMap shop/west-settings']],
  ]);
});

test('an overlay that copies fields decides the folders of its cluster, in whatever folder the source begins', () => {
  const text = `
# file: k8s/clusters/base/kustomization.yaml
resources: [apps.yaml, meta.yaml]
# file: k8s/clusters/base/apps.yaml
${kustomization('apps', 'providers/PROVIDER/apps')}
# file: k8s/clusters/base/meta.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: meta, annotations: { config.kubernetes.io/local-config: "true" } }
data: { provider: none }
# file: k8s/clusters/prod/kustomization.yaml
resources: [../base]
patches:
  - patch: |
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: meta }
      data: { provider: metal }
replacements:
  - source: { kind: ConfigMap, name: meta, fieldPath: data.provider }
    targets: [{ select: { kind: Kustomization }, fieldPaths: [spec.path], options: { delimiter: /, index: 1 } }]
# file: k8s/providers/metal/apps/a.yaml
${settings()}
`;
  expect(objectsOf(text)).toEqual(['/ConfigMap /settings']);
  expect(clustersOf(text)[0]?.objects.map(placed => keyOf(identityOf(placed)))).not.toContain('/ConfigMap /meta');
});

test('an instance of Flux’ operator is a root, and a Kustomization that brings itself is one', () => {
  const text = `
# file: flux/instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec: { sync: { kind: GitRepository, path: clusters/one } }
# file: clusters/one/a.yaml
${settings('a')}
`;
  expect(objectsOf(text)).toEqual(['/ConfigMap /a']);
  const own = `
# file: clusters/one/flux-system/sync.yaml
${kustomization('flux-system', './clusters/one')}
# file: clusters/one/a.yaml
${settings('a')}
`;
  expect(objectsOf(own)).toContain('/ConfigMap /a');
});
