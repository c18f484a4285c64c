import { annotationOf, field } from '../model/fields';
import { groupOf, type KubernetesObject } from '../model/manifest';
import { count } from '../model/plural';
import type { Step } from '../model/yaml';
import { isApplication } from '../repository/application';
import { podTemplateOf } from '../repository/pods';
import { callOf, type Found, isSame, type ObjectPair, type Pair } from './change';

/** What takes data along when it is deleted. */
const carriers = ['Namespace', 'CustomResourceDefinition', 'PersistentVolumeClaim', 'PersistentVolume'];

/** Objects that come, go, restart pods, or cannot be changed at all. */
export function objectChanges({ objects }: Pair): Found[] {
  const changed = objects.filter(
    ({ before, after }) => !isSame(before?.manifest.object, after?.manifest.object) && !isSpecial(before, after),
  );
  const told = changed.map(pair => [...removed(pair), ...immutable(pair), ...restarted(pair)]);
  const others = changed.filter((_, index) => told[index]!.length === 0);
  const added = others.filter(({ before }) => before === undefined).length;
  return [
    ...told.flat(),
    ...(added > 0 ? [quiet(`${count(added, 'object')} added`)] : []),
    ...(others.length > added ? [quiet(`${count(others.length - added, 'object')} changed in place`)] : []),
  ];
}

/** What changes in an Application is told by its versions, its values and its wave. */
const isSpecial = (before: ObjectPair['before'], after: ObjectPair['after']) =>
  before !== undefined && after !== undefined && isApplication(after.manifest.object);

const quiet = (message: string): Found => ({ level: 'safe', topic: 'object', message });

function removed({ before, after }: ObjectPair): Found[] {
  if (before === undefined || after !== undefined || before.application === undefined) return [];
  const { manifest, application } = before;
  const { object } = manifest;
  const name = callOf(before);
  const options = `${annotationOf(object, 'argocd.argoproj.io/sync-options') ?? ''},${application.syncOptions.join()}`;
  const place = { topic: 'prune', in: manifest, at: [] };
  if (!application.prunes || options.includes('Prune=false'))
    return [
      {
        ...place,
        level: 'watch',
        message: `${name} leaves Git and stays in the cluster, in nobody's care`,
        demand: 'delete it by hand, or keep it in Git',
      },
    ];
  if (carriers.includes(object.kind))
    return [
      {
        ...place,
        level: 'destructive',
        message: `${name} is deleted, and all data in it`,
        demand: 'save what it holds',
      },
    ];
  if (object.kind === 'Application') return [removedApplication(object, name, place)];
  const cutsOff = /^(?:Gateway|Service|.*Route|Ingress|StatefulSet|Deployment|DaemonSet|CiliumLoadBalancerIPPool)$/;
  return [{ ...place, level: cutsOff.test(object.kind) ? 'disruptive' : 'watch', message: `${name} is deleted` }];
}

/** Without the finalizer, what an Application brought outlives it. */
function removedApplication(object: KubernetesObject, name: string, place: Omit<Found, 'level' | 'message'>): Found {
  const finalizers = JSON.stringify(field(object, 'metadata', 'finalizers') ?? []);
  return finalizers.includes('resources-finalizer')
    ? {
        ...place,
        level: 'destructive',
        message: `${name} is deleted, and everything that it brought`,
        demand: 'save what it holds',
      }
    : { ...place, level: 'watch', message: `${name} is deleted, and what it brought stays, in nobody's care` };
}

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

function immutable({ before, after }: ObjectPair): Found[] {
  if (before === undefined || after === undefined) return [];
  const { object } = after.manifest;
  return (fixed[`${groupOf(object)}/${object.kind}`] ?? [])
    .filter(path => !isSame(field(before.manifest.object, ...path), field(object, ...path)))
    .map(path => ({
      level: 'disruptive',
      topic: 'immutable',
      message: `\`${path.join('.')}\` of ${callOf(after)} cannot be changed: the sync fails`,
      demand: 'delete the object first, knowing what goes with it, or give the new one another name',
      in: after.manifest,
      at: path,
    }));
}

function restarted({ before, after }: ObjectPair): Found[] {
  if (before === undefined || after === undefined) return [];
  const { object } = after.manifest;
  const [old, now] = [podTemplateOf(before.manifest.object), podTemplateOf(object)];
  if (now === undefined || object.kind === 'CronJob' || isSame(old, now)) return [];
  const replicas = field(object, 'spec', 'replicas') ?? 1;
  const isAlone = object.kind !== 'DaemonSet' && Number(replicas) < 2;
  return [
    {
      level: isAlone ? 'disruptive' : 'watch',
      topic: 'restart',
      message: `the pods of ${callOf(after)} restart${isAlone ? ', of which there is one' : ''}`,
      in: after.manifest,
      at: now.at,
    },
  ];
}
