import { annotationOf, field, listOf, recordOf, textOf } from '../model/fields';
import { groupOf, isRecord, type KubernetesObject, type Manifest } from '../model/manifest';
import type { Step } from '../model/yaml';
import type { Additions } from './kustomize/kustomization';

/** An Argo CD Application as it is written. */
export interface Application {
  readonly manifest: Manifest;
  readonly name: string;
  readonly project: string;
  /** Namespace of objects that name none. */
  readonly namespace?: string;
  readonly server: string;
  readonly wave: number;
  readonly sources: readonly Source[];
  readonly syncOptions: readonly string[];
  /** Whether what is removed from Git is deleted from the cluster. */
  readonly prunes: boolean;
  /** Whether what it brought is deleted with it: whether it has Argo CD's finalizer. */
  readonly cascades: boolean;
  /** Made by an ApplicationSet, which makes all of its Applications at once, whatever their waves. */
  readonly generated?: true;
}

export interface Source {
  /** Place in the Application. */
  readonly at: readonly Step[];
  readonly repository: string;
  readonly revision: string;
  readonly chart?: string;
  /** Folder in the repository, without slashes at its ends; `.` is the root. */
  readonly path?: string;
  readonly ref?: string;
  readonly release?: Release;
  readonly directory: { readonly recurse: boolean; readonly include?: string; readonly exclude?: string };
  /** What it adds to the kustomization in its folder. */
  readonly kustomize?: Additions;
  /** A program that renders it and that is not run here: a plugin, Jsonnet. */
  readonly generator?: string;
}

/** What a source hands to Helm. */
export interface Release {
  readonly name?: string;
  readonly namespace?: string;
  readonly skipCrds: boolean;
  readonly valueFiles: readonly { readonly at: readonly Step[]; readonly file: string }[];
  /** Values inside the Application, as an object or as text. */
  readonly inline: readonly { readonly at: readonly Step[]; readonly values: unknown }[];
  /** Whether values files may be missing. */
  readonly ignoresMissing: boolean;
  /** Whether it sets single values too, by `parameters`, which are not read. */
  readonly isPartial: boolean;
}

export const isApplication = (object: KubernetesObject) =>
  object.kind === 'Application' && groupOf(object) === 'argoproj.io';

export const isProject = (object: KubernetesObject) =>
  object.kind === 'AppProject' && groupOf(object) === 'argoproj.io';

/** Argo CD's step of an object inside what is synced together; 0 where none is written. */
export function waveOf(object: KubernetesObject): number {
  const wave = Number(annotationOf(object, 'argocd.argoproj.io/sync-wave') ?? 0);
  return Number.isInteger(wave) ? wave : 0;
}

export function readApplication(manifest: Manifest): Application {
  const { object } = manifest;
  const spec = field(object, 'spec');
  const several = listOf(spec, 'sources');
  const sources =
    several.length > 0
      ? several.map((source, index) => readSource(source, ['spec', 'sources', index]))
      : [readSource(field(spec, 'source'), ['spec', 'source'])];
  return {
    manifest,
    name: object.metadata.name,
    project: textOf(spec, 'project') ?? 'default',
    namespace: textOf(spec, 'destination', 'namespace'),
    server: textOf(spec, 'destination', 'server') ?? textOf(spec, 'destination', 'name') ?? '',
    wave: waveOf(object),
    sources: sources.filter(source => source.repository !== ''),
    syncOptions: listOf(spec, 'syncPolicy', 'syncOptions').filter(option => typeof option === 'string'),
    prunes: field(spec, 'syncPolicy', 'automated', 'prune') === true,
    cascades: listOf(object, 'metadata', 'finalizers').some(
      name => typeof name === 'string' && name.startsWith('resources-finalizer.argocd.argoproj.io'),
    ),
  };
}

function readSource(source: unknown, at: readonly Step[]): Source {
  const path = textOf(source, 'path');
  const helm = field(source, 'helm');
  const chart = textOf(source, 'chart');
  return {
    at,
    repository: textOf(source, 'repoURL') ?? '',
    revision: textOf(source, 'targetRevision') ?? '',
    chart,
    path: path?.replaceAll(/^(?:\.?\/)+|\/+$/g, '') || (path === undefined ? undefined : '.'),
    ref: textOf(source, 'ref'),
    release: chart !== undefined || isRecord(helm) ? readRelease(helm, [...at, 'helm']) : undefined,
    directory: {
      recurse: field(source, 'directory', 'recurse') === true,
      include: textOf(source, 'directory', 'include'),
      exclude: textOf(source, 'directory', 'exclude'),
    },
    ...additionsOf(field(source, 'kustomize')),
    ...generatorOf(source),
  };
}

/** As `kustomize edit` would write it into the file (argo-cd 3.5 util/kustomize/kustomize.go). */
function additionsOf(kustomize: unknown): Pick<Source, 'kustomize'> {
  if (!isRecord(kustomize)) return {};
  const labels = recordOf(kustomize, 'commonLabels');
  return {
    kustomize: {
      namespace: textOf(kustomize, 'namespace'),
      namePrefix: textOf(kustomize, 'namePrefix'),
      nameSuffix: textOf(kustomize, 'nameSuffix'),
      components: listOf(kustomize, 'components'),
      patches: listOf(kustomize, 'patches'),
      labels: Object.keys(labels).length === 0 ? [] : [{ pairs: labels, includeSelectors: true }],
    },
  };
}

function generatorOf(source: unknown): Pick<Source, 'generator'> {
  if (isRecord(field(source, 'plugin'))) return { generator: textOf(source, 'plugin', 'name') ?? 'plugin' };
  return isRecord(field(source, 'directory', 'jsonnet')) ? { generator: 'jsonnet' } : {};
}

function readRelease(helm: unknown, at: readonly Step[]): Release {
  return {
    name: textOf(helm, 'releaseName'),
    namespace: textOf(helm, 'namespace'),
    skipCrds: field(helm, 'skipCrds') === true,
    valueFiles: listOf(helm, 'valueFiles').flatMap((file, index) =>
      typeof file === 'string' ? [{ at: [...at, 'valueFiles', index], file }] : [],
    ),
    inline: ['values', 'valuesObject'].flatMap(key => {
      const values = field(helm, key);
      return values === undefined ? [] : [{ at: [...at, key], values }];
    }),
    ignoresMissing: field(helm, 'ignoreMissingValueFiles') === true,
    isPartial: listOf(helm, 'parameters').length + listOf(helm, 'fileParameters').length > 0,
  };
}
