import { listOf, nameOf, textOf } from '../model/fields';
import type { Finding } from '../model/finding';
import { groupBy } from '../model/group-by';
import type { Manifest } from '../model/manifest';
import { readerRules } from '../model/reader-rules';
import { findingOf } from '../model/rule';
import { identityOf, keyOf } from './identity';
import { besides, isKustomization, isText, parentOf } from './paths';
import type { Repository } from './repository';

/** Objects that are written more than once for one cluster: only the one that is applied last exists there. */
export function duplicatesIn(files: Pick<Repository, 'documents' | 'manifests'>): Finding[] {
  const pairs = scopesOf(files).flatMap(scope =>
    [...groupBy(scope, identify).values()].flatMap(([first, ...others]) =>
      others.map(other => [other, first] as const),
    ),
  );
  // Two kustomizations may list the same two files.
  return [...new Map(pairs)].map(([other, first]) => duplicate(other, first));
}

const identify = (manifest: Manifest) =>
  keyOf(identityOf({ manifest, namespace: textOf(manifest.object.metadata, 'namespace') }));

function duplicate(manifest: Manifest, first: Manifest): Finding {
  return findingOf(readerRules.duplicateObject, {
    in: manifest,
    at: ['metadata', 'name'],
    message: `\`${nameOf(manifest.object)}\` is also written in \`${first.file}:${first.lineOf([])}\`; the cluster keeps the one applied last`,
    repair: 'remove or rename one of them',
  });
}

/**
 * Manifests that are applied together: those that one kustomization lists, and of the others, those of one cluster.
 * Beside a kustomization, a file that it does not list is applied by nothing.
 */
function scopesOf({ documents, manifests }: Pick<Repository, 'documents' | 'manifests'>): Manifest[][] {
  const byFile = groupBy(manifests, ({ file }) => file);
  const kustomizations = [...documents.keys()].filter(isKustomization);
  const listed = kustomizations.map(file =>
    [...new Set(listOf(documents.get(file)?.[0]?.value, 'resources').filter(isText))].flatMap(
      entry => byFile.get(besides(parentOf(file), entry)) ?? [],
    ),
  );
  const kustomized = new Set(kustomizations.map(parentOf));
  const others = [...byFile].flatMap(([file, found]) => (isBelow(file, kustomized) ? [] : found));
  return [...listed, ...groupBy(others, ({ file }) => clusterOf(file)).values()];
}

function isBelow(file: string, folders: ReadonlySet<string>): boolean {
  const folder = parentOf(file);
  return folders.has(folder) || (folder !== '.' && folder !== file && isBelow(folder, folders));
}

/** Synth writes a folder for each cluster; anybody else's files are read as those of one cluster. */
const clusterOf = (file: string) => /(?:^|.*\/)dist\/([^/]+)\//.exec(file)?.[1] ?? '';
