import { check } from './check';

/** `reposerver.max.combined.directory.manifests.size` (argo-cd 3.5 docs/operator-manual/argocd-cmd-params-cm.yaml). */
const limitMiB = 10;

export const noOversizedFolders = check(
  'no-oversized-folders',
  'the folder of an Application is small enough for Argo CD to read',
  ({ clusters, texts }) =>
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
);
