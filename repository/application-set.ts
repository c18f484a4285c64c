import { field, listOf, textOf } from '../model/fields';
import type { Manifest } from '../model/manifest';
import { isRecord } from '../model/manifest';
import { type Application, readApplication } from './application';
import type { FolderIndex } from './folders';
import { matchesGlob } from './glob';

/** The Applications that an ApplicationSet makes for folders of this repository; what other generators produce is not known here. */
export function readSet(manifest: Manifest, index: FolderIndex): Application[] {
  const template = field(manifest.object, 'spec', 'template');
  if (!isRecord(template)) return [];
  const policy = field(manifest.object, 'spec', 'syncPolicy');
  // The finalizer is the set's doing, not the template's (argo-cd 3.5 docs/operator-manual/applicationset).
  const cascades =
    field(policy, 'preserveResourcesOnDeletion') !== true &&
    !['create-only', 'create-update'].includes(textOf(policy, 'applicationsSync') ?? '');
  return listOf(manifest.object, 'spec', 'generators')
    .flatMap(generator => foldersOf(listOf(generator, 'git', 'directories'), index))
    .map(path => {
      const { spec, metadata } = fill(template, path) as { spec?: unknown; metadata?: unknown };
      const object = {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {
          name: textOf(metadata, 'name') ?? path,
          namespace: textOf(manifest.object.metadata, 'namespace'),
          annotations: field(metadata, 'annotations') as Record<string, string> | undefined,
        },
        spec,
      };
      const place = { object, file: manifest.file, lineOf: () => manifest.lineOf(['spec', 'template']) };
      return { ...readApplication(place), cascades, generated: true as const };
    });
}

function foldersOf(entries: readonly unknown[], index: FolderIndex): string[] {
  const globs = (exclude: boolean) =>
    entries
      .filter(entry => (field(entry, 'exclude') === true) === exclude)
      .flatMap(entry => textOf(entry, 'path') ?? []);
  const excluded = globs(true);
  return [...index.files.keys()].filter(
    folder => globs(false).some(glob => matchesGlob(glob, folder)) && !excluded.some(glob => matchesGlob(glob, folder)),
  );
}

/** Fills in the path, in either of the two template languages. */
function fill(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map(item => fill(item, path));
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, path)]));
  if (typeof value !== 'string') return value;
  const basename = path.slice(path.lastIndexOf('/') + 1);
  return value
    .replaceAll(/\{\{ *\.?path(?:\.path)? *\}\}/g, path)
    .replaceAll(/\{\{ *\.?path\.basename(?:Normalized)? *\}\}/g, basename);
}
