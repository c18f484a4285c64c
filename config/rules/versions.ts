import type { Finding } from '../../model/finding';
import type { RuleText } from '../../model/rule';
import { findConflicts, knownVersions, minorOf, type Requirement, type VersionSet } from '../compatibility';
import type { Cluster } from '../schema/cluster';
import { charts, gatewayApi } from '../versions';
import { type ClusterRule, clusterRule, when } from './rule';

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
  clusterRule({
    code: 'unknown-talos-version',
    severity: 'error',
    title: 'A Talos version that this release does not know',
    why: 'The machine configuration and the supported Kubernetes versions differ from one minor version to the next.',
    wrong: 'talos: {version: 1.99.0}',
    right: 'talos: {version: 1.13.9}',
    find: ({ talos }) =>
      when(!knownVersions('talos').includes(minorOf(talos.version)), {
        at: ['talos', 'version'],
        message: `this release does not know Talos \`${minorOf(talos.version)}\`, neither its machine configuration nor its Kubernetes versions`,
        allowed: knownVersions('talos').join(', '),
        repair: 'choose one of them, or a release of InfraFlux that supports it',
      }),
  }),
  clusterRule({
    code: 'incompatible-kubernetes',
    severity: 'error',
    title: 'A Kubernetes version outside the range of a component',
    why: 'Talos, Argo CD, cert-manager and the others each support a range of Kubernetes versions; the version must be in all of them.',
    wrong: 'talos: {kubernetesVersion: 1.30.1}',
    right: 'talos: {kubernetesVersion: 1.36.3}',
    source: 'the `source` of each requirement in `config/compatibility.ts`',
    find: ({ talos, ...cluster }) => {
      const versions: VersionSet = { ...installed(cluster), talos: talos.version, kubernetes: talos.kubernetesVersion };
      const conflicts = findConflicts(versions).filter(({ needs }) => needs === 'kubernetes');
      return when(conflicts.length > 0, {
        at: ['talos', 'kubernetesVersion'],
        message: `Kubernetes \`${talos.kubernetesVersion}\` is not supported by ${conflicts.map(({ component }) => `${component} \`${versions[component]}\``).join(', ')}`,
        allowed: conflicts.map(conflict => `${rangeOf(conflict)} (${conflict.source})`).join(', '),
        repair: 'choose a version in all of these ranges',
      });
    },
  }),
];

/** Found in the version table of this release, which no cluster file can change. */
export const incompatibleVersions: RuleText = {
  code: 'incompatible-versions',
  severity: 'error',
  title: 'Pinned versions that do not work together',
  why: 'A component pins the range of another one that it works with. Outside of it, it crashes or silently loses features.',
  wrong: '# config/versions.ts\n# cilium 1.19 with gateway-api 1.5\n',
  right: '# config/versions.ts\n# cilium 1.19 with gateway-api 1.4\n',
  source: 'config/compatibility.ts',
};

/** What the version table itself combines wrongly; `file` is the path of that table. */
export function checkPlatformVersions(versions: VersionSet, file = 'config/versions.ts'): Finding[] {
  return findConflicts(versions).map(conflict => ({
    code: incompatibleVersions.code,
    severity: incompatibleVersions.severity,
    file,
    path: conflict.component,
    message: `${conflict.component} \`${versions[conflict.component]}\` does not work with ${conflict.needs} \`${conflict.found}\``,
    allowed: `${conflict.needs} ${rangeOf(conflict)} (${conflict.source})`,
    repair: `bump or hold ${conflict.component} and ${conflict.needs} together`,
  }));
}

/** The shared versions without those of parts that the cluster does not have. */
function installed({
  storage,
  monitoring,
  runtimeSecurity,
}: Pick<Cluster, 'storage' | 'monitoring' | 'runtimeSecurity'>) {
  const off: string[] = [
    ...(storage === false ? ['longhorn'] : []),
    ...(monitoring === false ? ['monitoring'] : []),
    ...(runtimeSecurity === false ? ['tetragon'] : []),
  ];
  return Object.fromEntries(Object.entries(platformVersions).filter(([name]) => !off.includes(name)));
}

function rangeOf({ from, to }: Requirement): string {
  if (to === undefined) return `${from} and newer`;
  return from === to ? from : `${from} to ${to}`;
}
