import { own } from '../model/own';
import type { Cluster } from '../repository/cluster';
import { dataKinds } from '../repository/pruning';
import type { HelmRelease } from '../repository/releases';
import { kindsOf } from '../upstream/facts';
import type { ChangeDraft, ClusterPair, Level } from './change';

/** Charts, and manifests of other repositories, that change their version. */
export function versionChanges({ before, after, applications }: ClusterPair): ChangeDraft[] {
  const charts = after.releases.flatMap(now => {
    const old = before.releases.find(
      ({ chart, application }) => chart === now.chart && application?.name === now.application?.name,
    );
    return old === undefined || old.version === now.version ? [] : [ofChart(old.version, now)];
  });
  const ours = new Set(after.applications.flatMap(({ folders }) => folders.map(({ source }) => source.repository)));
  const repositories = applications.flatMap(({ before: last, after: next }) =>
    (next?.sources ?? []).flatMap((source): ChangeDraft[] => {
      const old = last?.sources.find(each => each.repository === source.repository && each.path === source.path);
      if (
        source.chart !== undefined ||
        ours.has(source.repository) ||
        old === undefined ||
        old.revision === source.revision
      )
        return [];
      const message = `\`${source.repository}\` changes from \`${old.revision}\` to \`${source.revision}\``;
      return [
        {
          level: 'watch',
          topic: 'version',
          message,
          action: 'read what it changes',
          ...(next !== undefined && { in: next.manifest }),
          at: source.at,
        },
      ];
    }),
  );
  return [...charts, ...removedCharts(before, after), ...repositories];
}

/** Charts that an Application no longer has, although it stays. */
function removedCharts(before: Cluster, after: Cluster): ChangeDraft[] {
  return before.releases.flatMap(({ chart, application, pinned }): ChangeDraft[] => {
    const now = after.applications.find(({ application: { name } }) => name === application?.name)?.application;
    const remains = after.releases.some(other => other.chart === chart && other.application === now);
    if (application === undefined || now === undefined || remains) return [];
    const place = { topic: 'prune', in: now.manifest, at: ['spec'] };
    if (!application.prunes && !now.prunes)
      return [
        {
          ...place,
          level: 'watch',
          message: `the chart \`${chart}\` is removed from \`${now.name}\`: what it brought will keep running, unmanaged`,
          action: 'delete by hand what you no longer need',
        },
      ];
    const isData = pinned === undefined || kindsOf(pinned).some(({ kind }) => dataKinds.includes(kind));
    return [
      {
        ...place,
        level: isData ? 'destructive' : 'disruptive',
        message: `the chart \`${chart}\` is removed from \`${now.name}\`: everything that it brought is deleted`,
        ...(isData && { action: 'back up its data' }),
      },
    ];
  });
}

type Step = 'major' | 'minor' | 'patch' | 'back';

function ofChart(old: string, { chart, version, in: place, at }: HelmRelease): ChangeDraft {
  const step = stepOf(old, version);
  const rule =
    ruleOf(chart)?.(step, skips(old, version)) ?? (step === 'major' ? ['watch', 'read the upgrade notes'] : ['watch']);
  const [level, action] = rule;
  return {
    level,
    topic: 'version',
    message: `\`${chart}\` is ${step === 'back' ? 'downgraded' : 'upgraded'} from \`${old}\` to \`${version}\``,
    ...(action !== undefined && { action }),
    in: place,
    at,
  };
}

type Rule = (step: Step, skips: boolean) => readonly [Level, string?];

/** What each upstream requires of an upgrade, from their own upgrade notes. */
const rules: Readonly<Record<string, Rule>> = {
  // docs.cilium.io/en/stable/operations/upgrade: one minor version at a time, and a preflight check.
  cilium: (step, skips) => {
    if (step === 'patch') return ['watch', 'watch `cilium status` while the agents restart'];
    if (step === 'back' || skips) return ['disruptive', 'upgrade one minor version at a time'];
    return [
      'disruptive',
      'run the preflight check, and install the Gateway API CRDs of the version that it is built with',
    ];
  },
  // longhorn.io/docs: one minor version at a time, and never back.
  longhorn: (step, skips) => {
    if (step === 'back') return ['destructive', 'do not downgrade: Longhorn cannot read what a newer version wrote'];
    if (step === 'patch') return ['watch', 'upgrade the engines of volumes afterwards'];
    return skips
      ? ['disruptive', 'upgrade one minor version at a time']
      : ['watch', 'upgrade the engines of volumes afterwards'];
  },
  // cert-manager.io/docs/releases/upgrading: one minor version at a time.
  'cert-manager': (step, skips) =>
    step !== 'patch' && skips ? ['disruptive', 'upgrade one minor version at a time'] : ['watch'],
  // github.com/prometheus-community/helm-charts, kube-prometheus-stack/UPGRADE.md: CRDs first.
  'kube-prometheus-stack': step =>
    step === 'major' ? ['watch', 'upgrade the chart `prometheus-operator-crds` as well'] : ['watch'],
  'argo-cd': step => (step === 'major' ? ['watch', 'read the upgrade notes: Argo CD upgrades itself'] : ['watch']),
};

const ruleOf = (chart: string): Rule | undefined => own(rules, chart);

function stepOf(old: string, now: string): Step {
  const [a, b] = [numbersOf(old), numbersOf(now)];
  const first = a.findIndex((number, index) => number !== b[index]);
  if (first !== -1 && (b[first] ?? 0) < (a[first] ?? 0)) return 'back';
  return first === 0 ? 'major' : first === 1 ? 'minor' : 'patch';
}

const skips = (old: string, now: string) => {
  const [a, b] = [numbersOf(old), numbersOf(now)];
  return a[0] !== b[0] || Math.abs((b[1] ?? 0) - (a[1] ?? 0)) > 1;
};

const numbersOf = (version: string) => version.replace(/^v/, '').split(/[.+-]/).slice(0, 3).map(Number);
