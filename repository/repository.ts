import type { Graph } from '../graph/graph';
import type { Finding } from '../model/finding';
import { type Manifest, manifestsOf } from '../model/manifest';
import { invalidObjects, isChartTemplate, unreadableFile } from '../model/unreadable';
import { parseFile, type YamlDocument, YamlSyntaxError } from '../model/yaml';
import { isRecordedFile, type RecordedChart } from '../upstream/recorded';
import { recordedIn } from './chart-knowledge';
import { type Cluster, clustersOf } from './cluster';
import { duplicatesIn } from './duplicates';
import type { PlacedObject } from './identity';
import { besides, isKustomization, parentOf, patchFiles } from './paths';

/** Written YAML, parsed once: `dist/` and `gitops/` of this repository, or any folder. */
export interface Repository {
  /** Text by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Documents by path: manifests, values, kustomizations and all else. */
  readonly documents: ReadonlyMap<string, readonly YamlDocument[]>;
  readonly manifests: readonly Manifest[];
  /** What each root Application leads to. */
  readonly clusters: readonly Cluster[];
  /** Files that could not be read, and documents that look like objects and are not. */
  readonly unreadable: readonly Finding[];
  /** Objects that are written twice for a cluster, by no Application: those of Applications are a check's. */
  readonly duplicates: readonly Finding[];
  /** Charts that `infraflux upstream add` has recorded here. */
  readonly recorded: readonly RecordedChart[];
  /** The service graph by cluster, for clusters that InfraFlux writes. */
  readonly graphs: ReadonlyMap<string, Graph>;
  /** Every text that Git keeps beside the YAML, read one at a time. */
  readonly tracked: TrackedTexts;
}

export interface TrackedTexts {
  readonly files: readonly string[];
  /** Undefined for what is not a text. */
  read(file: string): string | undefined;
}

const nothing: TrackedTexts = { files: [], read: () => undefined };

/** `unread` are files that are not text; they count as unreadable. */
export function readRepository(
  texts: ReadonlyMap<string, string>,
  graphs: ReadonlyMap<string, Graph> = new Map(),
  unread: readonly Finding[] = [],
  tracked: TrackedTexts = nothing,
): Repository {
  const repository = { texts, ...readTexts(texts, unread), graphs, tracked, recorded: recordedIn(texts) };
  const clusters = clustersOf(repository);
  const duplicates = clusters.flatMap(({ objects }) => {
    const places = new Set(objects.flatMap(unowned).map(placeOf));
    const manifests = repository.manifests.filter(manifest => places.has(placeOf(manifest)));
    return duplicatesIn({ ...repository, manifests });
  });
  return { ...repository, clusters, duplicates };
}

/** What several builds make of one document is written once. */
const placeOf = ({ file, lineOf }: Manifest) => `${file}:${lineOf([])}`;

const unowned = ({ application, manifest }: PlacedObject) => (application === undefined ? [manifest] : []);

/** What files hold, each parsed by itself: every command reads manifests by this. */
export function readTexts(
  texts: ReadonlyMap<string, string>,
  unread: readonly Finding[] = [],
): Pick<Repository, 'documents' | 'manifests' | 'unreadable'> {
  const documents = new Map<string, readonly YamlDocument[]>();
  const unreadable = [...unread];
  for (const [file, text] of texts) {
    if (/\.md$/i.test(file) || isRecordedFile(file)) continue;
    try {
      documents.set(file, parseFile(text, file));
    } catch (error) {
      if (!(error instanceof YamlSyntaxError)) throw error;
      unreadable.push(unreadableFile(file, text, error, path => texts.has(path)));
    }
  }
  const patches = patchesIn(documents);
  // Helm renders templates, whatever they look like before.
  const isTemplate = (file: string) => isChartTemplate(file, path => texts.has(path));
  const whole = [...documents].filter(([file]) => !patches.has(file) && !isTemplate(file));
  const manifests = whole.flatMap(([file, parsed]) => manifestsOf(parsed, file));
  return {
    documents,
    manifests,
    unreadable: [...unreadable, ...whole.flatMap(([file, parsed]) => invalidObjects(parsed, file))],
  };
}

/** Files that kustomizations lay over other manifests: parts of objects, not objects. */
function patchesIn(documents: Repository['documents']): Set<string> {
  return new Set(
    [...documents.keys()]
      .filter(isKustomization)
      .flatMap(file => patchFiles(documents.get(file)?.[0]?.value).map(patch => besides(parentOf(file), patch))),
  );
}
