import { textOf } from '../model/fields';
import { groupOf, type KubernetesObject, type Manifest } from '../model/manifest';
import { kindsOfGroup } from '../upstream/schemas/load';
import type { Application } from './application';
import type { FluxKustomization } from './flux/kustomization';

/** An object with the place where Argo CD puts it. */
export interface PlacedObject {
  readonly manifest: Manifest;
  /** Where it names none, that of its kustomization or Application. */
  readonly namespace?: string;
  /** It is generated, and its namespace follows from the build: from any namespace it may be the one that is meant. */
  readonly isFloating?: true;
  /** Absent for what Flux or a person applies. */
  readonly application?: Application;
  /** The Kustomization of Flux that brings it. */
  readonly kustomization?: FluxKustomization;
}

/** What makes an object the same one, in whatever version of its API. */
export interface Identity {
  readonly group: string;
  readonly kind: string;
  /** Empty for an object of the cluster. */
  readonly namespace: string;
  readonly name: string;
}

export function identityOf({ manifest: { object }, namespace, kustomization }: PlacedObject): Identity {
  const group = groupOf(object);
  const scope = kindsOfGroup(group)?.[object.kind]?.scope ?? guessedScope(object, kustomization !== undefined);
  const own = scope === undefined ? textOf(object.metadata, 'namespace') : scope === 'Cluster' ? undefined : namespace;
  return { group, kind: object.kind, namespace: own ?? '', name: object.metadata.name };
}

/**
 * Of a kind without a schema, only what the object says itself is known; a build of Flux gives its namespace to all but
 * the kinds of the cluster, which are called so.
 */
function guessedScope({ kind }: KubernetesObject, isBuilt: boolean): 'Namespaced' | undefined {
  return isBuilt && !/^Cluster|Class$|Definition$/.test(kind) ? 'Namespaced' : undefined;
}

export const keyOf = ({ group, kind, namespace, name }: Identity): string => `${group}/${kind} ${namespace}/${name}`;
