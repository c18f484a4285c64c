import { listOf, textOf } from '../model/fields';
import { groupBy } from '../model/group-by';
import type { Manifest } from '../model/manifest';
import type { Source } from './application';
import { matchesGlob } from './glob';
import { besides, isKustomization, isText, parentOf, patchFiles } from './paths';
import type { Repository } from './repository';

/** What Argo CD finds in a folder of this repository. */
export interface Folder {
  readonly files: readonly string[];
  readonly manifests: readonly Manifest[];
  /** Namespace that a kustomization gives to everything. */
  readonly namespace?: string;
  /** Whether something is rendered there that is not known here: a chart, a remote base, a plugin. */
  readonly opaque: boolean;
}

/** The files of a repository by folder, each folder with everything below it; `.` is the root. */
export interface FolderIndex {
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly manifests: ReadonlyMap<string, readonly Manifest[]>;
  readonly documents: Repository['documents'];
}

export function indexFolders({
  texts,
  documents,
  manifests,
}: Pick<Repository, 'texts' | 'documents' | 'manifests'>): FolderIndex {
  const places = [...texts.keys()].flatMap(file => foldersAbove(file).map(folder => ({ folder, file })));
  const byFolder = groupBy(places, ({ folder }) => folder);
  const files = new Map([...byFolder].map(([folder, found]) => [folder, found.map(({ file }) => file)]));
  return { files, documents, manifests: groupBy(manifests, ({ file }) => file) };
}

/** `.`, `a`, `a/b` for `a/b/c.yaml`. */
function foldersAbove(file: string): string[] {
  const steps = file.split('/').slice(0, -1);
  return ['.', ...steps.map((_, index) => steps.slice(0, index + 1).join('/'))];
}

/** What a source of Argo CD renders from this repository; undefined where the folder is not in it. */
export function readFolder(index: FolderIndex, { path, directory }: Source): Folder | undefined {
  const files = path === undefined ? undefined : index.files.get(path);
  if (path === undefined || files === undefined) return undefined;
  const inside = (file: string) => (path === '.' ? file : file.slice(path.length + 1));
  const direct = files.filter(file => !inside(file).includes('/'));
  const kustomization = direct.find(isKustomization);
  if (kustomization !== undefined) return readKustomization(index, kustomization, new Set());
  if (direct.some(file => inside(file) === 'Chart.yaml')) return { files, manifests: [], opaque: true };
  const taken = (directory.recurse ? files : direct).filter(
    file =>
      /\.(?:ya?ml|json)$/.test(file) &&
      (directory.include === undefined || matchesGlob(directory.include, inside(file))) &&
      (directory.exclude === undefined || !matchesGlob(directory.exclude, inside(file))),
  );
  return { files: taken, manifests: taken.flatMap(file => index.manifests.get(file) ?? []), opaque: false };
}

const nothing: Folder = { files: [], manifests: [], opaque: false };

/** Kustomize's generators and charts, whose output is not known here. */
const generators = ['helmCharts', 'helmChartInflationGenerator', 'generators', 'configMapGenerator', 'secretGenerator'];

function readKustomization(index: FolderIndex, file: string, seen: Set<string>): Folder {
  if (seen.has(file)) return nothing;
  seen.add(file);
  const folder = parentOf(file);
  const value = index.documents.get(file)?.[0]?.value;
  const entries = ['resources', 'components', 'bases', 'crds'].flatMap(key => listOf(value, key)).filter(isText);
  const parts = entries.map(entry => readEntry(index, besides(folder, entry), seen));
  const namespace = textOf(value, 'namespace');
  return {
    files: [file, ...patchFiles(value).map(patch => besides(folder, patch)), ...parts.flatMap(part => part.files)],
    manifests: parts.flatMap(part => part.manifests),
    ...(namespace !== undefined && { namespace }),
    opaque: parts.some(part => part.opaque) || generators.some(key => listOf(value, key).length > 0),
  };
}

/** A file or a folder that a kustomization names; a remote one is not known here. */
function readEntry(index: FolderIndex, path: string, seen: Set<string>): Folder {
  const manifests = index.manifests.get(path);
  if (manifests !== undefined) return { files: [path], manifests, opaque: false };
  const kustomization = index.files.get(path)?.find(file => isKustomization(file) && parentOf(file) === path);
  if (kustomization !== undefined) return readKustomization(index, kustomization, seen);
  return { ...nothing, opaque: true };
}
