import { compare } from '../model/finding';
import { isApplication } from '../repository/application';
import { isKustomization, parentOf } from '../repository/paths';
import type { Repository } from '../repository/repository';
import { check, type Fault } from './check';

export const requireOwner = check('require-owner', 'every manifest is brought by an Application', project => {
  const owned = new Set(
    project.clusters.flatMap(({ applications }) =>
      applications.flatMap(({ folders }) => folders.flatMap(({ folder }) => folder.files)),
    ),
  );
  // A repository without Argo CD is somebody else's way of bringing manifests.
  if (owned.size === 0) return [];
  const orphans = project.manifests.filter(({ file }) => !owned.has(file) && !isKustomization(file));
  return faultsOf(orphans.map(({ file }) => file).filter(file => !isAppliedByHand(file, project)));
});

/** The root of Argo CD's tree has nobody above it. */
function isAppliedByHand(file: string, { manifests }: Repository): boolean {
  return manifests.some(manifest => manifest.file === file && isApplication(manifest.object));
}

/** One fault for each folder, at its first file. */
function faultsOf(files: readonly string[]): Fault[] {
  const folders = new Map<string, Set<string>>();
  for (const file of files) folders.set(parentOf(file), (folders.get(parentOf(file)) ?? new Set()).add(file));
  return [...folders].map(([folder, members]) => {
    const [first, ...others] = [...members].sort(compare);
    return {
      in: { file: first!, lineOf: () => 1 },
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
