import { type Component, findConflicts, type VersionSet } from '../config/compatibility';
import { charts } from '../config/versions';
import { annotationOf, field, textOf } from '../model/fields';
import type { Place } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Step } from '../model/yaml';
import type { Cluster } from '../repository/cluster';
import { isGatewayApi } from '../repository/generated-objects';
import type { Repository } from '../repository/repository';
import { valueOfCilium } from '../repository/settings';

export const compatibleVersions: Rule<Repository> = {
  code: 'compatible-versions',
  severity: 'error',
  title: 'Versions that do not work together',
  why: 'Each version of a component supports a range of versions of others. Cilium looks at its start for the versions of the Gateway API CRDs that it knows, and its operator stops where they are not served. The ranges and their sources are in `config/compatibility.ts`.',
  wrong: `
# file: cilium.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cilium, namespace: argocd }
spec:
  destination: { namespace: kube-system }
  source:
    chart: cilium
    repoURL: https://helm.cilium.io
    targetRevision: 1.19.7
    helm: { valuesObject: { gatewayAPI: { enabled: true } } }
# file: crds.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: gateways.gateway.networking.k8s.io
  annotations: { gateway.networking.k8s.io/bundle-version: v1.5.1 }
`,
  right: `
# file: cilium.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cilium, namespace: argocd }
spec:
  destination: { namespace: kube-system }
  source:
    chart: cilium
    repoURL: https://helm.cilium.io
    targetRevision: 1.19.7
    helm: { valuesObject: { gatewayAPI: { enabled: true } } }
# file: crds.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: gateways.gateway.networking.k8s.io
  annotations: { gateway.networking.k8s.io/bundle-version: v1.4.1 }
`,
  source: 'the `source` of each requirement in `config/compatibility.ts`',
  find: repository => repository.clusters.flatMap(cluster => faultsOf(cluster, repository)),
};

/** A version with the place that states it. */
interface Stated {
  readonly component: Component;
  readonly version: string;
  readonly in: Place;
  readonly at: readonly Step[];
}

const names: Readonly<Partial<Record<Component, string>>> = {
  'gateway-api': 'the Gateway API CRDs',
  kubernetes: 'Kubernetes',
  talos: 'Talos',
  cilium: 'Cilium',
  argocd: 'Argo CD',
};
const nameOf = (component: Component) => names[component] ?? component;

function faultsOf(cluster: Cluster, repository: Repository): RuleFinding[] {
  // Synth refuses versions of a cluster file that do not fit.
  if (cluster.graph !== undefined) return [];
  const stated = [...ofReleases(cluster), ...ofGatewayApi(cluster), ...ofTalos(repository)];
  const versions: VersionSet = Object.fromEntries(stated.map(({ component, version }) => [component, version]));
  const usesGateways = [true, 'true'].includes(valueOfCilium(cluster, 'gatewayAPI', 'enabled') as true);
  return findConflicts(versions)
    .filter(({ needs }) => needs !== 'gateway-api' || usesGateways)
    .flatMap(({ component, needs, found, from, to, source }) => {
      const place = stated.find(each => each.component === needs);
      if (place === undefined) return [];
      const range = to === undefined ? `${from} or newer` : from === to ? from : `${from} to ${to}`;
      return [
        {
          in: place.in,
          at: place.at,
          message: `${nameOf(needs)} ${found} ${needs === 'gateway-api' ? 'do' : 'does'} not work with ${nameOf(component)} ${versions[component]} (${source})`,
          allowed: range,
          repair: `use ${nameOf(needs)} ${range}, or another version of ${nameOf(component)}`,
        },
      ];
    });
}

/** Charts whose version is that of the program; the versions of other charts are their own. */
function ofReleases({ releases }: Cluster): Stated[] {
  return releases.flatMap(({ chart, version, in: place, at }) => {
    const [component, ours] = Object.entries(charts).find(([, each]) => each.chart === chart) ?? [];
    if (component === undefined || ours === undefined || !/^v?\d+\.\d+\.\d+/.test(version)) return [];
    const isSame = ours.version.replace(/^v/, '') === ours.appVersion;
    const appVersion = isSame ? version : version === ours.version ? ours.appVersion : undefined;
    if (appVersion === undefined) return [];
    return [{ component: component as Component, version: appVersion.replace(/^v/, ''), in: place, at }];
  });
}

/** The CRDs of the standard channel, written, or out of upstream's repository. */
function ofGatewayApi({ objects, applications, unevaluated }: Cluster): Stated[] {
  const written = objects.flatMap(({ manifest }) => {
    const { object } = manifest;
    const version = annotationOf(object, 'gateway.networking.k8s.io/bundle-version');
    const channel = annotationOf(object, 'gateway.networking.k8s.io/channel') ?? 'standard';
    if (version === undefined || channel !== 'standard') return [];
    return [{ version, in: manifest, at: ['metadata', 'annotations', 'gateway.networking.k8s.io/bundle-version'] }];
  });
  const applied = applications.flatMap(({ application }) =>
    application.sources
      .filter(({ repository, path }) => isGatewayApi(repository) && !/experimental/.test(path ?? ''))
      .map(({ revision, at }) => ({ version: revision, in: application.manifest, at: [...at, 'targetRevision'] })),
  );
  const remote = unevaluated.flatMap(({ name, in: place, at }) => {
    const [, version] =
      /kubernetes-sigs\/gateway-api\/releases\/download\/(v[\d.]+)\/standard/.exec(name) ??
      /kubernetes-sigs\/gateway-api\/config\/crd\/?\?ref=(v[\d.]+)/.exec(name) ??
      [];
    return version === undefined ? [] : [{ version, in: place, at }];
  });
  return [...written, ...applied, ...remote]
    .slice(0, 1)
    .filter(({ version }) => /^v?\d+\.\d+/.test(version))
    .map(({ version, ...place }) => ({ component: 'gateway-api', version: version.replace(/^v/, ''), ...place }));
}

/** talhelper's description of a cluster of Talos. */
function ofTalos({ documents }: Repository): Stated[] {
  return [...documents].flatMap(([file, [document]]) => {
    const talos = textOf(document?.value, 'talosVersion');
    const kubernetes = textOf(document?.value, 'kubernetesVersion');
    if (document === undefined || talos === undefined || kubernetes === undefined) return [];
    if (field(document.value, 'nodes') === undefined) return [];
    const place = { file, lineOf: document.lineOf };
    return [
      { component: 'talos', version: talos.replace(/^v/, ''), in: place, at: ['talosVersion'] },
      { component: 'kubernetes', version: kubernetes.replace(/^v/, ''), in: place, at: ['kubernetesVersion'] },
    ];
  });
}
