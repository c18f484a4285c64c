import { nameOf, textsOf } from '../model/fields';
import { createEngine } from '../policy/engine';
import { endpointLabels } from '../policy/labels';
import type { PolicyRule } from '../policy/rules';
import { type Application, waveOf } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import { podTemplateOf } from '../repository/pods';
import { settingsOf } from '../repository/settings';
import { schemaOf } from '../upstream/schemas/load';
import { check, type Fault } from './check';
import { areOrdered } from './valid-order';

/** Until its policy is there, a pod may be reached by anybody. A default deny comes last on purpose, and does not count. */
export const requirePolicyFirst = check(
  'require-policy-first',
  'pods start after the policies that are written for them',
  ({ clusters }) => clusters.flatMap(faultsOf),
);

/** Pods that an Application starts. */
interface Start {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly application: Application;
  readonly wave: number;
}

function faultsOf(cluster: Cluster): Fault[] {
  const settings = settingsOf(cluster);
  const manifests = placedManifests(cluster);
  const owners = new Map(cluster.objects.map(({ application }, index) => [manifests[index]!, application]));
  const rules = createEngine(manifests, [], schemaOf, settings).policies.rules.filter(isForSome);
  const policies = new Map(rules.map(rule => [rule.ref.manifest, rule]));
  const starts = startsIn(cluster).map(start => ({
    ...start,
    set: endpointLabels({ name: start.name, namespace: start.namespace, labels: start.labels }, settings),
  }));
  return [...policies].flatMap(([manifest, rule]) => {
    const owner = owners.get(manifest);
    if (owner === undefined) return [];
    const wave = waveOf(manifest.object);
    const early = starts.find(({ set, application, wave: own }) => {
      if (!rule.subject.matches(set)) return false;
      if (application === owner) return wave > own;
      return areOrdered(application, owner, cluster.parents) && owner.wave > application.wave;
    });
    return early === undefined
      ? []
      : [
          {
            in: manifest,
            at: ['metadata'],
            message: `\`${early.name}\` starts before its policy, \`${nameOf(manifest.object)}\``,
            repair:
              early.application === owner
                ? `put the policy into wave ${early.wave - 1}`
                : `move the policy into \`${early.application.name}\``,
          },
        ];
  });
}

/** A policy of some pods of one namespace. */
function isForSome({ node, ref }: PolicyRule): boolean {
  const { object } = ref.manifest;
  const selector = textsOf(object, 'spec', 'endpointSelector', 'matchLabels');
  return object.kind === 'CiliumNetworkPolicy' && !node && Object.keys(selector).length > 0;
}

function startsIn({ objects, releases }: Cluster): Start[] {
  const written = objects.flatMap(({ manifest: { object }, namespace = 'default', application }) => {
    const template = podTemplateOf(object);
    if (template === undefined || application === undefined || template.spec.hostNetwork === true) return [];
    const labels = textsOf(template.metadata, 'labels');
    return [{ name: nameOf(object, namespace), namespace, labels, application, wave: waveOf(object) }];
  });
  // Cilium's own pods start before there can be a policy: its operator registers the kind.
  const rendered = releases.flatMap(({ chart, facts, application }) =>
    application === undefined || chart === 'cilium'
      ? []
      : (facts?.workloads ?? [])
          .filter(({ hostNetwork }) => !hostNetwork)
          .map(({ kind, namespace, name, labels }) => ({
            name: `${kind} ${namespace}/${name}`,
            namespace,
            labels,
            application,
            wave: 0,
          })),
  );
  return [...written, ...rendered];
}
