import { textOf } from '../model/fields';
import { mayMakeObjects } from '../model/makers';
import { groupOf } from '../model/manifest';
import { kindsOf } from '../upstream/facts';
import { readSet } from './application-set';
import type { Cluster } from './cluster';
import type { FolderIndex } from './folders';
import { isGatewayApi } from './generated-objects';
import { identityOf, type PlacedObject } from './identity';
import type { HelmRelease } from './releases';
import type { Unevaluated } from './unevaluated';

/** What brings objects of a cluster that are not among its objects; `others` is what no Application brings. */
export function unevaluatedIn(
  cluster: Omit<Cluster, 'unevaluated'>,
  others: readonly Unevaluated[],
  index: FolderIndex,
): Unevaluated[] {
  const { applications, objects, releases, graph } = cluster;
  return [
    ...applications.flatMap(({ application, folders: own }) => [
      ...application.sources
        .filter(source => source.chart === undefined && source.path !== undefined)
        .filter(source => !own.some(folder => folder.source === source) && !isGatewayApi(source.repository))
        .map(({ at, repository, path }) => ({
          in: application.manifest,
          at,
          what: 'remote source' as const,
          name: `${repository} ${path}`,
        })),
      // A chart in the tree names the namespaces of its objects in templates.
      ...own.flatMap(({ folder }) => folder.unevaluated.map(each => inNamespace(each, application.namespace))),
    ]),
    ...others,
    // Facts of charts are those with our values, and the graph says what operators make.
    ...(graph === undefined
      ? [...releases.flatMap(unevaluatedRelease), ...objects.flatMap(placed => unevaluatedObject(placed, index))]
      : releases.filter(({ facts }) => facts === undefined).flatMap(unevaluatedRelease)),
  ];
}

const inNamespace = (each: Unevaluated, namespace: string | undefined): Unevaluated =>
  each.what === 'chart' && namespace !== undefined ? { namespace, ...each } : each;

/** With other values a chart makes other objects of its namespace; its kinds of the cluster hardly change. */
function unevaluatedRelease({ chart, version, namespace, in: place, at, knowledge }: HelmRelease): Unevaluated[] {
  const known = knowledge?.facts;
  const clusterKinds = known && new Set(kindsOf(known).map(({ group, kind }) => `${group}/${kind}`));
  const name = `${chart} ${version}`.trim();
  return [{ in: place, at, what: 'chart', name, namespace, ...(clusterKinds && { clusterKinds }) }];
}

function unevaluatedObject(placed: PlacedObject, index: FolderIndex): Unevaluated[] {
  const { manifest, namespace } = placed;
  const { object } = manifest;
  const name = `${object.kind} ${object.metadata.name}`;
  const at = { in: manifest, at: ['kind'] };
  if (object.kind === 'ApplicationSet' && groupOf(object) === 'argoproj.io')
    return readSet(manifest, index).unevaluated.map(each => ({
      in: manifest,
      at: each.at,
      what: 'generator',
      name: `${object.metadata.name}: ${each.name}`,
    }));
  // Read for themselves.
  if (['argoproj.io', 'helm.toolkit.fluxcd.io', 'kustomize.toolkit.fluxcd.io'].includes(groupOf(object)))
    return object.kind === 'HelmRelease' &&
      textOf(object, 'spec', 'chartRef', 'kind') === undefined &&
      textOf(object, 'spec', 'chart', 'spec', 'chart') === undefined
      ? [{ ...at, what: 'chart', name, ...(namespace !== undefined && { namespace }) }]
      : [];
  if (object.kind === 'HelmChart' && groupOf(object) === 'helm.cattle.io') return [];
  if (!mayMakeObjects(object)) return [];
  const home = identityOf(placed).namespace || namespace;
  return [
    { ...at, what: 'custom resource', name, brings: 'namespaced', ...(home !== undefined && { namespace: home }) },
  ];
}
