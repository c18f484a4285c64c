import { selects } from '../model/label-selector';
import { groupOf } from '../model/manifest';
import { createEngine } from '../policy/engine';
import type { Endpoint } from '../policy/input';
import { endpointLabels } from '../policy/labels';
import { check, type Fault } from './check';
import type { Cluster } from './project/cluster';
import { nameOf, textsOf } from './project/fields';
import { isOpaque } from './project/inventory';
import { placedManifests } from './project/placed';
import { settingsOf } from './project/settings';
import { podsOf } from './project/workloads';

export const requireSelected = check(
  'require-selected',
  'what policies and Services select is run by something',
  ({ clusters }) => clusters.flatMap(cluster => [...ofServices(cluster), ...ofPolicies(cluster)]),
);

function ofServices(cluster: Cluster): Fault[] {
  return cluster.objects.flatMap(({ manifest, namespace = 'default' }) => {
    const { object } = manifest;
    const matchLabels = textsOf(object, 'spec', 'selector');
    if (object.kind !== 'Service' || groupOf(object) !== '' || Object.keys(matchLabels).length === 0) return [];
    const isFound = podsOf(cluster).some(pod => pod.namespace === namespace && selects({ matchLabels }, pod.labels));
    if (isFound || isOpaque(cluster, namespace)) return [];
    return [
      {
        in: manifest,
        at: ['spec', 'selector'],
        message: `nothing written runs pods that \`${nameOf(object, namespace)}\` selects`,
        repair: 'correct the labels',
      },
    ];
  });
}

/** By the engine's own reading of selectors, label sources and namespaces included. */
function ofPolicies(cluster: Cluster): Fault[] {
  const settings = settingsOf(cluster);
  const pods = podsOf(cluster).map(
    ({ namespace, name, labels }): Endpoint => ({ name: `${namespace}/${name}`, namespace, labels }),
  );
  const own = (['host', 'health', 'ingress'] as const).map(reserved => ({ name: reserved, reserved }));
  const labels = [...pods, ...own].map(endpoint => endpointLabels(endpoint, settings));
  const manifests = placedManifests(cluster);
  const { rules } = createEngine(manifests, [], settings).policies;
  const empty = new Set(
    rules.filter(rule => !rule.node && !labels.some(set => rule.subject.matches(set))).map(rule => rule.ref.manifest),
  );
  const full = new Set(
    rules.filter(rule => rule.node || labels.some(set => rule.subject.matches(set))).map(rule => rule.ref.manifest),
  );
  return [...empty]
    .filter(manifest => !full.has(manifest) && !isOpaque(cluster, manifest.object.metadata.namespace ?? ''))
    .map(manifest => ({
      in: manifest,
      at: ['spec'],
      severity: 'warning',
      message: `\`${nameOf(manifest.object)}\` selects no pod that something written runs: it protects nothing`,
      repair: 'correct the selector, or remove the policy',
    }));
}
