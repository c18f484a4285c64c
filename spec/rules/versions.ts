import type { Finding } from '../../model/finding';
import {
  type Component,
  type Conflict,
  findConflicts,
  knownVersions,
  minorOf,
  type VersionSet,
} from '../compatibility';
import type { Cluster } from '../schema/cluster';
import { charts, gatewayApi } from '../versions';
import { type ClusterRule, error, when } from './rule';

/** The versions that every cluster shares, out of the version table. */
export const platformVersions: VersionSet = {
  'gateway-api': gatewayApi.version,
  cilium: charts.cilium.appVersion,
  tetragon: charts.tetragon.appVersion,
  argocd: charts.argocd.appVersion,
  monitoring: charts.monitoring.appVersion,
  'cert-manager': charts['cert-manager'].appVersion,
  longhorn: charts.longhorn.appVersion,
};

export const versionRules: readonly ClusterRule[] = [
  error('unknown-talos-version', ({ talos }) =>
    when(!knownVersions('talos').includes(minorOf(talos.version)), {
      path: ['talos', 'version'],
      message: `nothing is known of Talos \`${minorOf(talos.version)}\`, neither its machine configuration nor its Kubernetes versions`,
      allowed: knownVersions('talos').join(', '),
      repair: 'choose one of them, or a release of InfraFlux that knows it',
    }),
  ),
  error('incompatible-kubernetes', ({ talos, ...cluster }) =>
    findConflicts({ ...installed(cluster), talos: talos.version, kubernetes: talos.kubernetesVersion })
      .filter(({ needs }) => needs === 'kubernetes')
      .map(conflict => ({ path: ['talos', 'kubernetesVersion'], ...explain(conflict) })),
  ),
];

/** What the version table itself combines wrongly; `file` is where that table stands. */
export function checkPlatformVersions(versions: VersionSet, file = 'spec/versions.ts'): Finding[] {
  return findConflicts(versions).map(conflict => ({
    code: 'incompatible-versions',
    severity: 'error',
    file,
    path: conflict.needs,
    ...explain(conflict),
  }));
}

/** The shared versions without those of parts that the cluster does not have. */
function installed({
  storage,
  monitoring,
  runtimeSecurity,
}: Pick<Cluster, 'storage' | 'monitoring' | 'runtimeSecurity'>) {
  const off: Component[] = [
    ...(storage === false ? ['longhorn' as const] : []),
    ...(monitoring === false ? ['monitoring' as const] : []),
    ...(runtimeSecurity === false ? ['tetragon' as const] : []),
  ];
  return Object.fromEntries(Object.entries(platformVersions).filter(([name]) => !off.includes(name as Component)));
}

function explain({ component, version, needs, from, to, found, source }: Conflict) {
  const range = to === undefined ? `${from} and newer` : from === to ? from : `${from} to ${to}`;
  return {
    message: `${component} \`${version}\` does not work with ${needs} \`${found}\` (${source})`,
    allowed: `${needs} ${range}`,
    repair: `choose a version of ${needs} in that range, or another version of ${component}`,
  };
}
