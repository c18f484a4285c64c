import { field, listOf, recordOf, textOf } from '../../model/fields';
import { isRecord, type KubernetesObject, type Manifest } from '../../model/manifest';
import type { FolderIndex } from '../folders';
import type { FluxKustomization } from './kustomization';
import { type Lookup, type Setting, unknown } from './variables';

/** Where variables come from: their values by name. */
interface Source {
  readonly values: ReadonlyMap<string, Setting>;
  /** Whether it may set others: it is made by something else, or not among these files. */
  readonly isOpen: boolean;
}

/** The variables of a Kustomization; undefined where it replaces none. */
export function variablesOf({ manifest }: FluxKustomization, index: FolderIndex): Lookup | undefined {
  const postBuild = field(manifest.object, 'spec', 'postBuild');
  if (!isRecord(postBuild)) return undefined;
  const own = Object.entries(recordOf(postBuild, 'substitute')).map(([name, value]) => [name, String(value)] as const);
  const sources = [
    ...listOf(postBuild, 'substituteFrom').map(reference => sourceOf(reference, manifest, index)),
    { values: new Map<string, Setting>(own), isOpen: false },
  ].reverse();
  return name => {
    for (const { values, isOpen } of sources) {
      if (values.has(name)) return values.get(name);
      if (isOpen) return unknown;
    }
    return undefined;
  };
}

function sourceOf(reference: unknown, { file }: Manifest, index: FolderIndex): Source {
  const [kind, name] = [textOf(reference, 'kind'), textOf(reference, 'name')];
  const named = [...index.manifests.values()]
    .flat()
    .filter(({ object }) => object.kind === kind && object.metadata.name === name);
  // Each cluster may have an object of this name: the nearest is meant.
  const nearest = Math.max(...named.map(each => commonSteps(each.file, file)));
  const near = named.filter(each => commonSteps(each.file, file) === nearest);
  const [found] = near;
  if (found === undefined || near.length > 1) return { values: new Map(), isOpen: true };
  return { values: new Map(Object.entries(valuesOf(found.object))), isOpen: false };
}

/** The names in a Secret are readable even where SOPS has encrypted its values. */
function valuesOf(object: KubernetesObject): Record<string, Setting> {
  const isSecret = object.kind === 'Secret';
  const values = { ...recordOf(object, 'data'), ...recordOf(object, 'stringData') };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isSecret ? unknown : String(value)]));
}

function commonSteps(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const different = a.findIndex((step, at) => step !== b[at]);
  return different === -1 ? a.length : different;
}
