import { compare } from '../model/finding';
import { groupBy } from '../model/group-by';
import type { Rule, RuleFinding } from '../model/rule';
import { isApplication } from '../repository/application';
import { isKustomization, parentOf } from '../repository/paths';
import type { Repository } from '../repository/repository';

export const requireOwner: Rule<Repository> = {
  code: 'require-owner',
  severity: 'warning',
  title: 'A manifest that no Application brings',
  why: 'A file that nothing applies looks as if it were in force. The root of Argo CD’s tree, which a person applies, does not count. A repository without Applications is not judged.',
  wrong: `
# file: root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: apps }
# file: apps/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/shop }
# file: dist/shop/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
# file: dist/shop/extra/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: extra, namespace: shop }
`,
  right: `
# file: root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: apps }
# file: apps/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  destination: { namespace: shop }
  source: { repoURL: https://git.test/platform.git, path: dist/shop, directory: { recurse: true } }
# file: dist/shop/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
# file: dist/shop/extra/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: extra, namespace: shop }
`,
  find: repository => {
    const owned = new Set(
      repository.clusters.flatMap(({ applications }) =>
        applications.flatMap(({ folders }) => folders.flatMap(({ folder }) => folder.files)),
      ),
    );
    // A repository without Argo CD applies its manifests in another way.
    if (owned.size === 0) return [];
    const orphans = repository.manifests.filter(({ file }) => !owned.has(file) && !isKustomization(file));
    return faultsOf(orphans.map(({ file }) => file).filter(file => !isAppliedByHand(file, repository)));
  },
};

/** The root of Argo CD's tree has no parent. */
function isAppliedByHand(file: string, { manifests }: Repository): boolean {
  return manifests.some(manifest => manifest.file === file && isApplication(manifest.object));
}

/** One finding for each folder, at its first file. */
function faultsOf(files: readonly string[]): RuleFinding[] {
  const folders = groupBy([...new Set(files)].sort(compare), parentOf);
  return [...folders].map(([folder, [first, ...others]]) => {
    return {
      in: { file: first, lineOf: () => 1 },
      at: [],
      severity: 'warning',
      message:
        others.length === 0
          ? `no Application brings \`${first}\``
          : `no Application brings \`${first}\` and ${others.length} more in \`${folder}\``,
      repair: 'add it to an Application, or remove it',
    };
  });
}
