import { field, listOf, textOf } from '../../model/fields';
import { groupOf, type KubernetesObject, type Manifest } from '../../model/manifest';
import { identityOf, type PlacedObject } from '../identity';
import { fileOfKey } from '../kustomize/generators';
import {
  type Files,
  type HelmRelease,
  inlineValues,
  knownFacts,
  nameOfChart,
  type Values,
  valuesOfFile,
} from '../releases';

/** Charts that Flux' HelmReleases and the HelmCharts of k3s install. */
export function fluxReleases(objects: readonly PlacedObject[], files: Files): HelmRelease[] {
  return objects.flatMap(placed => {
    const { object } = placed.manifest;
    if (object.kind === 'HelmRelease' && groupOf(object) === 'helm.toolkit.fluxcd.io')
      return fluxRelease(placed, objects, files);
    return object.kind === 'HelmChart' && groupOf(object) === 'helm.cattle.io' ? k3sRelease(placed, files) : [];
  });
}

function fluxRelease(placed: PlacedObject, objects: readonly PlacedObject[], files: Files): HelmRelease[] {
  const { manifest, namespace = 'default' } = placed;
  const spec = field(manifest.object, 'spec');
  const source = chartOf(spec, namespace, objects);
  if (source === undefined) return [];
  const home = textOf(spec, 'targetNamespace') ?? namespace;
  const shared = listOf(spec, 'valuesFrom').map(reference => valuesFrom(reference, namespace, objects, files));
  const chart = nameOfChart(source.chart);
  return [
    {
      ...(placed.application !== undefined && { application: placed.application }),
      in: manifest,
      at: ['spec'],
      chart,
      version: source.version,
      namespace: home,
      values: [...shared.flat(), ...inlineValues(field(spec, 'values'), ['spec', 'values'], manifest)],
      ...(shared.some(each => each.length === 0) && { partial: true }),
      ...knownFacts(chart, source.version, home, releaseNameOf(manifest.object), files),
    },
  ];
}

/** (fluxcd helm-controller 1.x docs/spec/v2/helmreleases.md) */
function releaseNameOf({ spec, metadata }: KubernetesObject): string {
  const target = textOf(spec, 'targetNamespace');
  return textOf(spec, 'releaseName') ?? (target === undefined ? metadata.name : `${target}-${metadata.name}`);
}

/** The chart and version that a HelmRelease names, by itself or by an object of Flux' source controller. */
function chartOf(spec: unknown, namespace: string, objects: readonly PlacedObject[]) {
  const own = textOf(spec, 'chart', 'spec', 'chart');
  if (own !== undefined) return { chart: own, version: textOf(spec, 'chart', 'spec', 'version') ?? '' };
  const kind = textOf(spec, 'chartRef', 'kind');
  const name = textOf(spec, 'chartRef', 'name');
  if (name === undefined) return undefined;
  const home = textOf(spec, 'chartRef', 'namespace') ?? namespace;
  const object = objects.find(
    ({ manifest, namespace: other }) =>
      manifest.object.kind === kind && manifest.object.metadata.name === name && other === home,
  )?.manifest.object;
  // A tag may carry the digest that it had.
  const tag = textOf(object, 'spec', 'ref', 'tag')?.replace(/@.*$/, '');
  const version = tag ?? textOf(object, 'spec', 'ref', 'semver') ?? textOf(object, 'spec', 'version') ?? '';
  return { chart: textOf(object, 'spec', 'url') ?? textOf(object, 'spec', 'chart') ?? name, version };
}

/** Values of a ConfigMap that is written; of a Secret nothing is known. */
function valuesFrom(reference: unknown, namespace: string, objects: readonly PlacedObject[], files: Files): Values[] {
  const name = textOf(reference, 'name');
  if (textOf(reference, 'kind') !== 'ConfigMap' || field(reference, 'targetPath') !== undefined) return [];
  const found = objects.find(placed => {
    const { kind, namespace: home } = identityOf(placed);
    return kind === 'ConfigMap' && home === namespace && placed.manifest.object.metadata.name === name;
  });
  if (found === undefined || name === undefined) return [];
  const key = textOf(reference, 'valuesKey') ?? 'values.yaml';
  const { file, object } = found.manifest;
  const generated = fileOfKey(files.documents.get(file)?.[0]?.value, file, name, key);
  if (generated !== undefined) return valuesOfFile(generated, files);
  return inlineValues(field(object, 'data', key), ['data', key], found.manifest);
}

function k3sRelease({ manifest }: { readonly manifest: Manifest }, files: Files): HelmRelease[] {
  const spec = field(manifest.object, 'spec');
  const chart = textOf(spec, 'chart');
  if (chart === undefined) return [];
  const home = textOf(spec, 'targetNamespace') ?? 'default';
  const version = textOf(spec, 'version') ?? '';
  return [
    {
      in: manifest,
      at: ['spec', 'chart'],
      chart: nameOfChart(chart),
      version,
      namespace: home,
      values: ['valuesContent', 'values'].flatMap(key => inlineValues(field(spec, key), ['spec', key], manifest)),
      ...knownFacts(nameOfChart(chart), version, home, manifest.object.metadata.name, files),
    },
  ];
}
