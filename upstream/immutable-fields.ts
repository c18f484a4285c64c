import { isDeepStrictEqual } from 'node:util';
import { field, recordOf } from '../model/fields';
import { groupOf, type KubernetesObject } from '../model/manifest';
import { own } from '../model/own';
import type { Step } from '../model/yaml';

interface ImmutableField {
  readonly path: readonly Step[];
  /** What an absent field means. */
  readonly default?: unknown;
  /** Fields inside that may change. */
  readonly except?: readonly string[];
  /** Whether the field is immutable in this object. @default always */
  when?(before: KubernetesObject, after: KubernetesObject): boolean;
}

const at = (...path: readonly Step[]): ImmutableField => ({ path });
const isSealed = (before: KubernetesObject) => before.immutable === true;
const sealed = (...paths: readonly string[]) => paths.map(path => ({ path: [path], when: isSealed }));

/**
 * Fields that an API server refuses to change, by group and kind (kubernetes 1.36 `Validate…Update` in
 * pkg/apis/<group>/validation). Those of custom resources are rules of their CRDs over `oldSelf`.
 */
const immutable: Readonly<Record<string, readonly ImmutableField[]>> = {
  '/ConfigMap': sealed('data', 'binaryData', 'immutable'),
  '/PersistentVolume': [
    { path: ['spec', 'volumeMode'], default: 'Filesystem' },
    at('spec', 'csi'),
    at('spec', 'nfs'),
    at('spec', 'local'),
  ],
  '/PersistentVolumeClaim': [{ path: ['spec'], except: ['resources', 'volumeAttributesClassName'] }],
  '/Secret': [{ path: ['type'], default: 'Opaque' }, ...sealed('data', 'stringData', 'immutable')],
  '/Service': [{ path: ['spec', 'clusterIP'], when: isAddressReplaced }],
  'apps/DaemonSet': [at('spec', 'selector')],
  'apps/Deployment': [at('spec', 'selector')],
  'apps/ReplicaSet': [at('spec', 'selector')],
  'apps/StatefulSet': [
    at('spec', 'selector'),
    at('spec', 'serviceName'),
    at('spec', 'volumeClaimTemplates'),
    { path: ['spec', 'podManagementPolicy'], default: 'OrderedReady' },
  ],
  'batch/Job': [
    at('spec', 'template'),
    at('spec', 'selector'),
    at('spec', 'completions'),
    { path: ['spec', 'completionMode'], default: 'NonIndexed' },
    at('spec', 'podFailurePolicy'),
    at('spec', 'successPolicy'),
    at('spec', 'backoffLimitPerIndex'),
  ],
  'discovery.k8s.io/EndpointSlice': [at('addressType')],
  'networking.k8s.io/IngressClass': [at('spec', 'controller')],
  'node.k8s.io/RuntimeClass': [at('handler')],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [at('roleRef')],
  'rbac.authorization.k8s.io/RoleBinding': [at('roleRef')],
  'scheduling.k8s.io/PriorityClass': [at('value'), { path: ['preemptionPolicy'], default: 'PreemptLowerPriority' }],
  'storage.k8s.io/CSIDriver': [
    { path: ['spec', 'attachRequired'], default: true },
    { path: ['spec', 'volumeLifecycleModes'], default: ['Persistent'] },
  ],
  'storage.k8s.io/StorageClass': [
    at('provisioner'),
    at('parameters'),
    { path: ['reclaimPolicy'], default: 'Delete' },
    { path: ['volumeBindingMode'], default: 'Immediate' },
  ],
  'storage.k8s.io/VolumeAttributesClass': [at('driverName'), at('parameters')],
};

/** A Service that names no address keeps the one that it has. */
function isAddressReplaced(before: KubernetesObject, after: KubernetesObject): boolean {
  const [old, now] = [before, after].map(object => field(object, 'spec', 'clusterIP'));
  return now !== undefined && (old !== undefined || now === 'None');
}

/** The immutable fields in which two states of an object differ: the API server refuses the second. */
export function changedImmutableFields(before: KubernetesObject, after: KubernetesObject): (readonly Step[])[] {
  const key = `${groupOf(after)}/${after.kind}`;
  return (own(immutable, key) ?? [])
    .filter(({ when }) => when?.(before, after) ?? true)
    .flatMap(({ path, default: standard, except }) => {
      const [old, now] = [before, after].map(object => field(object, ...path) ?? standard);
      if (except === undefined) return isDeepStrictEqual(old, now) ? [] : [path];
      const keys = [...new Set([old, now].flatMap(value => Object.keys(recordOf(value))))];
      return keys
        .filter(name => !except.includes(name) && !isDeepStrictEqual(field(old, name), field(now, name)))
        .map(name => [...path, name]);
    });
}
