import { count } from '../model/plural';
import type { Application } from '../repository/application';
import type { Cluster } from '../repository/cluster';
import type { PlacedObject } from '../repository/identity';
import { dataKinds } from '../repository/pruning';
import { type ChangeDraft, type ClusterPair, quotedName } from './change';
import { type Fate, stays } from './fate';

/** Objects whose manifests are removed, and what becomes of them in the cluster. */
export function removalChanges({ before, removed, applications }: ClusterPair): ChangeDraft[] {
  const written = removed.flatMap(({ placed, fate }) => describe(placed, fate, before));
  // What an ApplicationSet generates has no manifest of its own.
  const generated = applications.flatMap(({ before: application, after: now }) =>
    application?.generated && now === undefined
      ? [describeApplication(application, `\`Application ${application.name}\``, 'deleted', before)]
      : [],
  );
  return [...written, ...generated];
}

/** Kinds without which something no longer answers. */
const serving = /^(?:Gateway|Service|.*Route|Ingress|StatefulSet|Deployment|DaemonSet|CiliumLoadBalancerIPPool)$/;

function describe(placed: PlacedObject, fate: Fate, before: Cluster): ChangeDraft[] {
  const { manifest } = placed;
  const name = quotedName(placed);
  const place = { topic: 'prune', in: manifest, at: [] };
  const isData = dataKinds.includes(manifest.object.kind);
  const own = before.applications.find(owned => owned.application.manifest === manifest)?.application;
  if (own !== undefined) return [describeApplication(own, name, fate, before)];
  switch (fate) {
    case 'left behind':
      return [];
    case 'kept':
      return [
        {
          ...place,
          level: 'watch',
          message: `${name} is removed from Git but stays in the cluster, unmanaged`,
          action: 'delete it by hand, or keep it in Git',
        },
      ];
    case 'confirmed':
      return [
        {
          ...place,
          level: 'watch',
          message: `${name} is deleted once the pruning is confirmed${isData ? ', with all data in it' : ''}`,
          action: isData ? 'back up its data before you confirm' : 'confirm the pruning in Argo CD',
        },
      ];
    case 'unknown':
      return [
        {
          ...place,
          level: isData ? 'destructive' : serving.test(manifest.object.kind) ? 'disruptive' : 'watch',
          message: `${name} is removed: what applies these files may delete it${isData ? ', with all data in it' : ''}`,
          ...(isData && { action: 'back up its data' }),
        },
      ];
    case 'deleted':
      if (isData)
        return [
          {
            ...place,
            level: 'destructive',
            message: `${name} is deleted, with all data in it`,
            action: 'back up its data',
          },
        ];
      return [
        {
          ...place,
          level: serving.test(manifest.object.kind) ? 'disruptive' : 'watch',
          message: `${name} is deleted`,
        },
      ];
  }
}

/** An Application is described together with what it brought. */
function describeApplication(application: Application, name: string, fate: Fate, before: Cluster): ChangeDraft {
  const objects = before.objects.filter(each => each.application === application).length;
  const charts = before.releases.filter(each => each.application === application).map(({ chart }) => `\`${chart}\``);
  const parts = [...(objects > 0 ? [count(objects, 'object')] : []), ...charts.map(chart => `the chart ${chart}`)];
  const brought = parts.join(' and ') || 'what it brought';
  const place = { topic: 'prune', in: application.manifest, at: [] };
  if (application.cascades && !stays(fate))
    return {
      ...place,
      level: fate === 'confirmed' ? 'watch' : 'destructive',
      message: `${name} ${whenDeleted[fate]}, and ${brought} with it`,
      action: 'back up its data',
    };
  return {
    ...place,
    level: 'watch',
    message: stays(fate)
      ? `${name} is removed from Git but stays in the cluster with ${brought}, unmanaged`
      : `${name} ${whenDeleted[fate]}, but has no finalizer: ${brought} will keep running, unmanaged`,
    action: 'delete by hand what you no longer need',
  };
}

const whenDeleted = {
  deleted: 'is deleted',
  confirmed: 'is deleted once the pruning is confirmed',
  unknown: 'is removed, and what applies these files may delete it',
} as const;
