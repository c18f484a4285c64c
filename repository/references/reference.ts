import { field, listOf, textOf } from '../../model/fields';
import type { KubernetesObject } from '../../model/manifest';
import type { Step } from '../../model/yaml';
import type { Identity } from '../identity';

/** An object that another names. */
export interface Reference extends Identity {
  readonly at: readonly Step[];
  /** It is needed by what the object does one day, not for the object to become healthy. */
  readonly isLater?: true;
}

export const gateways = 'gateway.networking.k8s.io';
export const rbac = 'rbac.authorization.k8s.io';

/** The object that names others, and the namespace it is in. */
export interface Scope {
  readonly namespace: string;
  readonly object: KubernetesObject;
}

/** A reference of one kind, where there is a name at the path. */
export function named(value: unknown, at: readonly Step[], kind: string, namespace: string, group = ''): Reference[] {
  const name = textOf(value, ...at);
  return name === undefined ? [] : [{ group, kind, namespace, name, at }];
}

export const each = (value: unknown, at: readonly Step[]) => listOf(value, ...at).map((_, index) => [...at, index]);
export const isOptional = (value: unknown, at: readonly Step[]) => field(value, ...at, 'optional') === true;
