import type { Graph } from '../graph/graph';
import type { Finding } from '../model/finding';
import { type Manifest, manifestsOf } from '../model/manifest';
import { parseYaml, type YamlDocument, YamlSyntaxError } from '../model/yaml';
import { type Cluster, clustersOf } from './cluster';
import { besides, isKustomization, parentOf, patchFiles } from './paths';

/** Written YAML, parsed once: our own `dist/` and `gitops/`, or anybody's folder. */
export interface Repository {
  /** Text by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Documents by path: manifests, values, kustomizations and all else. */
  readonly documents: ReadonlyMap<string, readonly YamlDocument[]>;
  readonly manifests: readonly Manifest[];
  /** What each root Application leads to. */
  readonly clusters: readonly Cluster[];
  /** Files that could not be read. */
  readonly unreadable: readonly Finding[];
  /** The service graph by cluster, where the project is our own. */
  readonly graphs: ReadonlyMap<string, Graph>;
}

export function readRepository(
  texts: ReadonlyMap<string, string>,
  graphs: ReadonlyMap<string, Graph> = new Map(),
): Repository {
  const documents = new Map<string, readonly YamlDocument[]>();
  const unreadable: Finding[] = [];
  for (const [file, text] of texts) {
    if (file.endsWith('.md')) continue;
    try {
      documents.set(file, parseYaml(text));
    } catch (error) {
      if (!(error instanceof YamlSyntaxError)) throw error;
      unreadable.push(unreadableFile(file, text, error));
    }
  }
  const patches = patchesIn(documents);
  const manifests = [...documents].flatMap(([file, parsed]) => (patches.has(file) ? [] : manifestsOf(parsed, file)));
  const project = { texts, documents, manifests, unreadable, graphs };
  return { ...project, clusters: clustersOf(project) };
}

/** Files that kustomizations lay over other manifests: parts of objects, which are none. */
function patchesIn(documents: Repository['documents']): Set<string> {
  return new Set(
    [...documents.keys()]
      .filter(isKustomization)
      .flatMap(file => patchFiles(documents.get(file)?.[0]?.value).map(patch => besides(parentOf(file), patch))),
  );
}

/** A template, and YAML of another program, are told but are no fault; a broken manifest is. */
function unreadableFile(file: string, text: string, { reason, line }: YamlSyntaxError): Finding {
  const place = { code: 'valid-yaml', file, line, path: '' };
  if (text.includes('{{')) return { ...place, severity: 'note', message: 'the file is a template and was not checked' };
  if (!/^(?:apiVersion|kind):/m.test(text))
    return { ...place, severity: 'note', message: `the file is not YAML as Kubernetes reads it: ${reason}` };
  return {
    ...place,
    severity: 'error',
    message: `the file is not YAML: ${reason}`,
    repair: `look at line ${line} and the one before it`,
  };
}
