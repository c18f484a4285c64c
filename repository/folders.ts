import { groupBy } from '../model/group-by';
import type { Manifest, Place } from '../model/manifest';
import type { Source } from './application';
import { matchesGlob } from './glob';
import { renderKustomization } from './kustomize/kustomization';
import { asWritten, type Folder } from './kustomize/rendered';
import { isKustomization } from './paths';
import type { Repository } from './repository';

/** The files of a repository by folder, each folder with everything below it; `.` is the root. */
export interface FolderIndex {
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly manifests: ReadonlyMap<string, readonly Manifest[]>;
  readonly documents: Repository['documents'];
  readonly texts: Repository['texts'];
}

export function indexFolders({
  texts,
  documents,
  manifests,
}: Pick<Repository, 'texts' | 'documents' | 'manifests'>): FolderIndex {
  const places = [...texts.keys()].flatMap(file => foldersAbove(file).map(folder => ({ folder, file })));
  const byFolder = groupBy(places, ({ folder }) => folder);
  const files = new Map([...byFolder].map(([folder, found]) => [folder, found.map(({ file }) => file)]));
  return { files, documents, texts, manifests: groupBy(manifests, ({ file }) => file) };
}

/** `.`, `a`, `a/b` for `a/b/c.yaml`. */
function foldersAbove(file: string): string[] {
  const steps = file.split('/').slice(0, -1);
  return ['.', ...steps.map((_, index) => steps.slice(0, index + 1).join('/'))];
}

/** What a source of Argo CD renders from this repository; undefined where the folder is not in it. */
export function readFolder(
  index: FolderIndex,
  { path, directory, kustomize, generator }: Pick<Source, 'path' | 'directory' | 'kustomize' | 'generator'>,
): Folder | undefined {
  const files = path === undefined ? undefined : index.files.get(path);
  if (path === undefined || files === undefined) return undefined;
  const inside = (file: string) => (path === '.' ? file : file.slice(path.length + 1));
  const direct = files.filter(file => !inside(file).includes('/'));
  const kustomization = direct.find(isKustomization);
  if (kustomization !== undefined) return renderKustomization(index, kustomization, kustomize);
  const chart = direct.find(file => inside(file) === 'Chart.yaml');
  if (chart !== undefined)
    return { files, objects: [], unevaluated: [{ in: placeOf(chart), at: [], what: 'chart', name: path }] };
  const taken = (directory.recurse ? files : direct).filter(
    file =>
      /\.(?:ya?ml|json)$/.test(file) &&
      (directory.include === undefined || matchesGlob(directory.include, inside(file))) &&
      (directory.exclude === undefined || !matchesGlob(directory.exclude, inside(file))),
  );
  const manifests = taken.flatMap(file => index.manifests.get(file) ?? []);
  const unevaluated =
    generator === undefined
      ? []
      : [{ in: placeOf(taken[0] ?? path), at: [], what: 'generator' as const, name: `${generator} ${path}` }];
  return { files: taken, objects: manifests.map(asWritten), unevaluated };
}

const placeOf = (file: string): Place => ({ file, lineOf: () => 1 });
