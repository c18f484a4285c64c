import type { Place } from '../model/manifest';
import type { Step } from '../model/yaml';

/** Something that brings objects which these files do not show. */
export interface Unevaluated {
  readonly in: Place;
  readonly at: readonly Step[];
  readonly what: 'chart' | 'remote source' | 'unreadable file' | 'generator' | 'custom resource';
  readonly name: string;
  /** Where its objects go, apart from those of the cluster; undefined: anywhere. */
  readonly namespace?: string;
  /** Whether it may bring objects of the cluster. @default true */
  readonly brings?: 'namespaced';
  /** Groups and kinds of its objects of the cluster, `storage.k8s.io/StorageClass`; undefined: any. */
  readonly clusterKinds?: ReadonlySet<string>;
}

/** Whether an object of a kind and namespace may come from it; the empty namespace is the cluster, undefined any. */
export function mayBring(
  { namespace, brings, clusterKinds }: Unevaluated,
  object: { readonly group: string; readonly kind: string; readonly namespace: string | undefined },
): boolean {
  if (object.namespace === '')
    return brings !== 'namespaced' && (clusterKinds?.has(`${object.group}/${object.kind}`) ?? true);
  return namespace === undefined || object.namespace === undefined || namespace === object.namespace;
}
