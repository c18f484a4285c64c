import type { Rule, RuleFinding } from '../model/rule';
import type { OwnedFolder } from '../repository/cluster';
import { isKustomization } from '../repository/paths';
import type { Repository } from '../repository/repository';

export const noDanglingApplications: Rule<Repository> = {
  code: 'no-dangling-applications',
  severity: 'error',
  title: 'An Application whose folder or values file does not exist',
  why: 'Argo CD deploys nothing from a folder that holds no manifest at its top, and reports the Application as healthy. A values file that does not exist makes the sync fail.',
  wrong: `
# file: apps/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: dist/shop }
# file: dist/shop/web/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
`,
  right: `
# file: apps/shop.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: dist/shop, directory: { recurse: true } }
# file: dist/shop/web/settings.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: shop }
`,
  find: repository => {
    const owned = repository.clusters.flatMap(({ applications }) => applications);
    const ours = new Set(owned.flatMap(({ folders }) => folders.map(({ source }) => source.repository)));
    return owned.flatMap(each => [...emptySources(each, ours), ...missingValues(each, repository, ours)]);
  },
};

function emptySources({ application, folders }: OwnedFolder, ours: ReadonlySet<string>): RuleFinding[] {
  return application.sources.flatMap(source => {
    if (source.path === undefined || !ours.has(source.repository)) return [];
    const found = folders.find(folder => folder.source === source)?.folder;
    const problem =
      found === undefined
        ? 'the folder does not exist'
        : found.objects.length === 0 && found.unevaluated.length === 0 && !found.files.some(isKustomization)
          ? 'it holds no manifest that Argo CD would read'
          : undefined;
    return problem === undefined
      ? []
      : [
          {
            in: application.manifest,
            at: [...source.at, 'path'],
            message: `\`${application.name}\` points at \`${source.path}\`, but ${problem}`,
            repair: source.directory.recurse ? 'correct the path' : 'correct the path, or set `directory.recurse`',
          },
        ];
  });
}

/** `$name/path` is a file of the source with that `ref`; without one, Argo CD fails. */
function missingValues({ application }: OwnedFolder, repository: Repository, ours: ReadonlySet<string>): RuleFinding[] {
  return application.sources.flatMap(source =>
    (source.release?.valueFiles ?? []).flatMap(({ at, file }) => {
      const [, ref, path] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
      if (ref === undefined || path === undefined) return [];
      if (source.release?.ignoresMissing || /[*?[{]/.test(path)) return [];
      const target = application.sources.find(other => other.ref === ref);
      const problem =
        target === undefined
          ? `no source of \`${application.name}\` has the ref \`${ref}\``
          : ours.has(target.repository) && !repository.texts.has(path)
            ? `the values file \`${path}\` does not exist`
            : undefined;
      return problem === undefined
        ? []
        : [{ in: application.manifest, at, message: problem, repair: 'correct the path' }];
    }),
  );
}
