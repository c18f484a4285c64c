import type { Step } from '../../model/yaml';
import { containersOf, podTemplateOf } from '../pods';
import { each, isOptional, named, type Reference, type Scope } from './reference';

/** What pods need: Secrets, ConfigMaps, claims, service accounts and classes. */
export function fromPods({ namespace, object }: Scope): Reference[] {
  const template = podTemplateOf(object);
  if (template === undefined) return [];
  const { at } = template;
  const one = (path: readonly Step[], key: string, kind: string) =>
    isOptional(object, path) ? [] : named(object, [...path, key], kind, namespace);
  const volumes = each(object, [...at, 'volumes']).flatMap(volume => [
    ...one([...volume, 'secret'], 'secretName', 'Secret'),
    ...one([...volume, 'configMap'], 'name', 'ConfigMap'),
    ...one([...volume, 'persistentVolumeClaim'], 'claimName', 'PersistentVolumeClaim'),
    ...each(object, [...volume, 'projected', 'sources']).flatMap(source => [
      ...one([...source, 'secret'], 'name', 'Secret'),
      ...one([...source, 'configMap'], 'name', 'ConfigMap'),
    ]),
  ]);
  const environment = containersOf(template).flatMap(({ at: container }) => [
    ...each(object, [...container, 'envFrom']).flatMap(source => [
      ...one([...source, 'secretRef'], 'name', 'Secret'),
      ...one([...source, 'configMapRef'], 'name', 'ConfigMap'),
    ]),
    ...each(object, [...container, 'env']).flatMap(variable => [
      ...one([...variable, 'valueFrom', 'secretKeyRef'], 'name', 'Secret'),
      ...one([...variable, 'valueFrom', 'configMapKeyRef'], 'name', 'ConfigMap'),
    ]),
  ]);
  return [
    ...named(object, [...at, 'serviceAccountName'], 'ServiceAccount', namespace),
    ...named(object, [...at, 'priorityClassName'], 'PriorityClass', '', 'scheduling.k8s.io'),
    ...named(object, [...at, 'runtimeClassName'], 'RuntimeClass', '', 'node.k8s.io'),
    ...volumes,
    ...environment,
  ];
}
