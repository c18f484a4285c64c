import { nameOf } from '../model/fields';
import type { Rule, RuleFinding } from '../model/rule';
import type { Application } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import { identityOf, type PlacedObject } from '../repository/identity';
import type { Repository } from '../repository/repository';

export const uniqueOwner: Rule<Repository> = {
  code: 'unique-owner',
  severity: 'error',
  title: 'An object that belongs to two Applications, or twice to one',
  why: 'Two owners overwrite each other again and again, and the first one that is removed deletes the object. Of two documents in one Application, the later hides the first.',
  wrong: `
# file: root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: apps }
# file: apps/a.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/a }
# file: apps/b.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: b, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/b }
# file: dist/a/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
# file: dist/b/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
`,
  right: `
# file: root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: apps }
# file: apps/a.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: a, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/a }
# file: apps/b.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: b, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/b }
# file: dist/a/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
# file: dist/b/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: other-settings, namespace: shop }
`,
  find: ({ clusters }) => clusters.flatMap(duplicatesIn),
};

/** Two owners keep overwriting each other; of two documents of one owner, the later hides the first. */
function duplicatesIn(cluster: Cluster): RuleFinding[] {
  const owners = new Map<string, PlacedObject>();
  const rendered = renderedIn(cluster);
  return cluster.objects.flatMap(placed => {
    if (placed.application === undefined) return [];
    const { group, kind, namespace, name } = identityOf(placed);
    const key = `${group}/${kind} ${namespace}/${name}`;
    const first = owners.get(key);
    const chart = rendered.get(
      `${group === '' ? kind : `${kind}.${group}`} ${namespace === '' ? name : `${namespace}/${name}`}`,
    );
    if (first === undefined) owners.set(key, placed);
    if (first !== undefined) return [fault(placed, ownerOf(first.application, placed), first.manifest.file)];
    return chart === undefined ? [] : [fault(placed, ownerOf(chart, placed), 'its chart')];
  });
}

const ownerOf = (application: Application | undefined, placed: PlacedObject) =>
  application === placed.application ? 'the same Application' : `the Application \`${application?.name}\``;

function fault({ manifest, namespace }: PlacedObject, owner: string, where: string): RuleFinding {
  return {
    in: manifest,
    at: ['metadata', 'name'],
    message: `\`${nameOf(manifest.object, namespace)}\` also belongs to ${owner}, from \`${where}\``,
    repair: 'keep it in one place',
  };
}

/** What charts render, by kind and name. */
function renderedIn({ releases }: Cluster): Map<string, Application | undefined> {
  return new Map(
    releases.flatMap(({ application, facts }) =>
      Object.entries(facts?.objects ?? {}).flatMap(([kind, names]) =>
        names.map(name => [`${kind} ${name}`, application] as const),
      ),
    ),
  );
}
