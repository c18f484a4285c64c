import { annotationOf } from '../model/fields';
import type { KubernetesObject } from '../model/manifest';
import type { Application } from './application';

/** Kinds that take data with them when they are deleted. */
export const dataKinds: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'PersistentVolumeClaim',
  'PersistentVolume',
];

/** The same, and what new volumes are made by. */
export const kindsToKeep: readonly string[] = [...dataKinds, 'StorageClass'];

/**
 * What Argo CD does with an object that leaves Git while its Application stays: `Prune=confirm` waits for a person
 * (argo-cd 3.5 docs/user-guide/sync-options.md).
 */
export type Pruning = 'deletes' | 'waits' | 'keeps';

export function pruningOf(application: Application, object?: KubernetesObject): Pruning {
  const option = optionOf('Prune', application, object);
  if (!application.prunes || option === 'false') return 'keeps';
  return option === 'confirm' ? 'waits' : 'deletes';
}

/** Whether an object outlives its Application when that is deleted together with what it brought. */
export const survivesDeletion = (application: Application, object: KubernetesObject): boolean =>
  optionOf('Delete', application, object) === 'false';

/** The value of a sync option; that of the object overrides that of its Application. */
function optionOf(name: string, { syncOptions }: Application, object?: KubernetesObject): string | undefined {
  const [own, application] = [object ? syncOptionsOf(object) : [], syncOptions].map(options =>
    options.find(option => option.startsWith(`${name}=`)),
  );
  return (own ?? application)?.slice(name.length + 1);
}

/** Argo CD's options in the annotation of one object. */
export function syncOptionsOf(object: KubernetesObject): string[] {
  const text = annotationOf(object, 'argocd.argoproj.io/sync-options') ?? '';
  return text.split(',').map(option => option.trim());
}
