import { isDeepStrictEqual } from 'node:util';
import { field } from '../model/fields';
import { groupOf } from '../model/manifest';
import { count } from '../model/plural';
import type { Step } from '../model/yaml';
import { isApplication } from '../repository/application';
import { podTemplateOf } from '../repository/pods';
import { type ChangeDraft, type ClusterPair, type ObjectPair, quotedName } from './change';

/** Objects that are added, that restart pods, or that cannot be changed at all. */
export function objectChanges({ objects }: ClusterPair): ChangeDraft[] {
  const added = objects.filter(({ before }) => before === undefined).length;
  const changed = objects.filter(
    ({ before, after }) =>
      before !== undefined &&
      after !== undefined &&
      !isDeepStrictEqual(before.manifest.object, after.manifest.object) &&
      !isApplication(after.manifest.object),
  );
  const described = changed.map(pair => [...immutable(pair), ...restarted(pair)]);
  const others = described.filter(changes => changes.length === 0).length;
  return [
    ...described.flat(),
    ...(added > 0 ? [quiet(`${count(added, 'object')} added`)] : []),
    ...(others > 0 ? [quiet(`${count(others, 'object')} changed in place`)] : []),
  ];
}

const quiet = (message: string): ChangeDraft => ({ level: 'safe', topic: 'object', message });

/** Fields that an API server refuses to change, by group and kind. */
const fixed: Readonly<Record<string, readonly (readonly Step[])[]>> = {
  'apps/Deployment': [['spec', 'selector']],
  'apps/DaemonSet': [['spec', 'selector']],
  'apps/StatefulSet': [
    ['spec', 'selector'],
    ['spec', 'serviceName'],
    ['spec', 'volumeClaimTemplates'],
    ['spec', 'podManagementPolicy'],
  ],
  'batch/Job': [
    ['spec', 'template'],
    ['spec', 'selector'],
    ['spec', 'completions'],
  ],
  '/Service': [['spec', 'clusterIP']],
  '/PersistentVolumeClaim': [
    ['spec', 'storageClassName'],
    ['spec', 'accessModes'],
    ['spec', 'volumeMode'],
    ['spec', 'selector'],
  ],
  'storage.k8s.io/StorageClass': [['provisioner'], ['parameters'], ['reclaimPolicy'], ['volumeBindingMode']],
  'rbac.authorization.k8s.io/RoleBinding': [['roleRef']],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [['roleRef']],
  'scheduling.k8s.io/PriorityClass': [['value'], ['preemptionPolicy']],
  'gateway.networking.k8s.io/GatewayClass': [['spec', 'controllerName']],
};

function immutable({ before, after }: ObjectPair): ChangeDraft[] {
  if (before === undefined || after === undefined) return [];
  const { object } = after.manifest;
  return (fixed[`${groupOf(object)}/${object.kind}`] ?? [])
    .filter(path => !isDeepStrictEqual(field(before.manifest.object, ...path), field(object, ...path)))
    .map(path => ({
      level: 'disruptive',
      topic: 'immutable',
      message: `\`${path.join('.')}\` of ${quotedName(after)} cannot be changed: the sync fails`,
      action: 'give the new object another name, or delete the old one first, knowing what goes with it',
      in: after.manifest,
      at: path,
    }));
}

function restarted({ before, after }: ObjectPair): ChangeDraft[] {
  if (before === undefined || after === undefined) return [];
  const { object } = after.manifest;
  const [old, now] = [podTemplateOf(before.manifest.object), podTemplateOf(object)];
  if (now === undefined || object.kind === 'CronJob' || isDeepStrictEqual(old, now)) return [];
  const replicas = field(object, 'spec', 'replicas') ?? 1;
  const isAlone = object.kind !== 'DaemonSet' && Number(replicas) < 2;
  return [
    {
      level: isAlone ? 'disruptive' : 'watch',
      topic: 'restart',
      message: `${isAlone ? 'the only pod' : 'the pods'} of ${quotedName(after)} ${isAlone ? 'restarts' : 'restart'}`,
      in: after.manifest,
      at: now.at,
    },
  ];
}
