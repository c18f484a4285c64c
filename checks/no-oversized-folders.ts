import type { Rule } from '../model/rule';
import type { Repository } from '../repository/repository';

/** `reposerver.max.combined.directory.manifests.size` (argo-cd 3.5 docs/operator-manual/argocd-cmd-params-cm.yaml). */
const limitMiB = 10;

export const noOversizedFolders: Rule<Repository> = {
  code: 'no-oversized-folders',
  severity: 'error',
  title: 'A folder that is too large for Argo CD to read',
  why: 'Argo CD refuses to read more than 10 MiB of manifests for one source, and then never compares the Application with the cluster.',
  wrong: `
# The folder holds 12 MiB of manifests.
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: everything, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: dist, directory: { recurse: true } }
`,
  right: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: monitoring, namespace: argocd }
spec:
  source: { repoURL: https://git.test/platform.git, path: dist/monitoring }
`,
  source:
    'argo-cd 3.5 docs/operator-manual/argocd-cmd-params-cm.yaml (`reposerver.max.combined.directory.manifests.size`)',
  find: ({ clusters, texts }) =>
    clusters.flatMap(({ applications }) =>
      applications.flatMap(({ application, folders }) =>
        folders.flatMap(({ source, folder }) => {
          const bytes = folder.files.reduce((sum, file) => sum + Buffer.byteLength(texts.get(file) ?? ''), 0);
          return bytes <= limitMiB * 2 ** 20
            ? []
            : [
                {
                  in: application.manifest,
                  at: [...source.at, 'path'],
                  message: `\`${source.path}\` holds ${Math.ceil(bytes / 2 ** 20)} MiB of manifests, and Argo CD refuses more than ${limitMiB}`,
                  repair: 'split it into two Applications',
                },
              ];
        }),
      ),
    ),
};
