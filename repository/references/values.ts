import { isRecord } from '../../model/manifest';
import { own } from '../../model/own';
import type { Step } from '../../model/yaml';
import { gateways, named, type Reference } from './reference';

/** Keys of Helm values by which charts of all kinds name objects. */
const valueKeys: Readonly<Record<string, { readonly kind: string; readonly group: string; readonly global?: true }>> = {
  existingSecret: { kind: 'Secret', group: '' },
  existingClaim: { kind: 'PersistentVolumeClaim', group: '' },
  storageClassName: { kind: 'StorageClass', group: 'storage.k8s.io', global: true },
  gatewayClassName: { kind: 'GatewayClass', group: gateways, global: true },
};

/** What Helm values name, in the namespace of their release. */
export function referencesInValues(value: unknown, namespace: string, at: readonly Step[] = []): Reference[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => referencesInValues(item, namespace, [...at, index]));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]): Reference[] => {
    const known = own(valueKeys, key);
    if (known !== undefined && typeof inner === 'string' && inner !== '') {
      const { kind, group, global } = known;
      return [{ kind, group, namespace: global ? '' : namespace, name: inner, at: [...at, key] }];
    }
    if (key === 'secretKeyRef')
      return named({ [key]: inner }, [key, 'name'], 'Secret', namespace).map(found => ({
        ...found,
        at: [...at, ...found.at],
      }));
    return referencesInValues(inner, namespace, [...at, key]);
  });
}
