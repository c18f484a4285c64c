import { nameOf, textsOf } from '../model/fields';
import type { Rule, RuleFinding } from '../model/rule';
import { createEngine } from '../policy/engine';
import { endpointLabels } from '../policy/labels';
import type { PolicyRule } from '../policy/rules';
import { type Application, waveOf } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { placedManifests } from '../repository/placed';
import { podTemplateOf } from '../repository/pods';
import type { Repository } from '../repository/repository';
import { settingsOf } from '../repository/settings';
import { schemaOf } from '../upstream/schemas/load';
import { areOrdered } from './order/sequence';

/** Until its policy is there, a pod may be reached by anybody. A default deny comes last on purpose, and does not count. */
export const requirePolicyFirst: Rule<Repository> = {
  code: 'require-policy-first',
  severity: 'error',
  title: 'A pod that starts before the policy that is written for it',
  why: 'Until its policy exists, everything may reach the pod and the pod may reach everything. A default deny for all pods is meant to come last and does not count.',
  wrong: `
# file: app.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: shop }
# file: shop/shop.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop, annotations: { argocd.argoproj.io/sync-wave: "1" } }
spec:
  endpointSelector: { matchLabels: { app: web } }
  ingress: [{ fromEntities: [cluster] }]
`,
  right: `
# file: app.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: shop }
# file: shop/shop.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop, annotations: { argocd.argoproj.io/sync-wave: "-1" } }
spec:
  endpointSelector: { matchLabels: { app: web } }
  ingress: [{ fromEntities: [cluster] }]
`,
  find: ({ clusters }) => clusters.flatMap(faultsOf),
};

/** Pods that an Application starts. */
interface Start {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly application: Application;
  readonly wave: number;
}

function faultsOf(cluster: Cluster): RuleFinding[] {
  const settings = settingsOf(cluster);
  const manifests = placedManifests(cluster);
  const owners = new Map(manifests.map((manifest, index) => [manifest, cluster.objects[index]?.application]));
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
