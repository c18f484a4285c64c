import type { HelmRelease } from '../repository/releases';
import type { Found, Level, Pair } from './change';

/** Charts, and manifests of other repositories, that move to another version. */
export function versionChanges({ before, after, applications }: Pair): Found[] {
  const charts = after.releases.flatMap(now => {
    const old = before.releases.find(
      ({ chart, application }) => chart === now.chart && application?.name === now.application?.name,
    );
    return old === undefined || old.version === now.version ? [] : [ofChart(old.version, now)];
  });
  const ours = new Set(after.applications.flatMap(({ folders }) => folders.map(({ source }) => source.repository)));
  const repositories = applications.flatMap(pair =>
    (pair.after?.sources ?? []).flatMap((source): Found[] => {
      const old = pair.before?.sources.find(each => each.repository === source.repository && each.path === source.path);
      if (
        source.chart !== undefined ||
        ours.has(source.repository) ||
        old === undefined ||
        old.revision === source.revision
      )
        return [];
      const message = `\`${source.repository}\` moves from \`${old.revision}\` to \`${source.revision}\``;
      return [
        {
          level: 'watch',
          topic: 'version',
          message,
          demand: 'read what it changes',
          in: pair.after!.manifest,
          at: source.at,
        },
      ];
    }),
  );
  return [...charts, ...repositories];
}

type Step = 'major' | 'minor' | 'patch' | 'back';

function ofChart(old: string, { chart, version, in: place, at }: HelmRelease): Found {
  const step = stepOf(old, version);
  const rule =
    ruleOf(chart)?.(step, skips(old, version)) ?? (step === 'major' ? ['watch', 'read the upgrade notes'] : ['watch']);
  const [level, demand] = rule;
  return {
    level,
    topic: 'version',
    message: `\`${chart}\` goes ${step === 'back' ? 'back ' : ''}from \`${old}\` to \`${version}\``,
    ...(demand !== undefined && { demand }),
    in: place,
    at,
  };
}

type Rule = (step: Step, skips: boolean) => readonly [Level, string?];

/** What upstreams demand of an upgrade, from their own upgrade notes. */
const rules: Readonly<Record<string, Rule>> = {
  // docs.cilium.io/en/stable/operations/upgrade: one minor version at a time, and a preflight check.
  cilium: (step, skips) => {
    if (step === 'patch') return ['watch', 'watch `cilium status` while agents restart'];
    if (step === 'back' || skips) return ['disruptive', 'go one minor version at a time'];
    return [
      'disruptive',
      'run the preflight check, and move the Gateway API CRDs to the version that it is built with',
    ];
  },
  // longhorn.io/docs: one minor version at a time, and never back.
  longhorn: (step, skips) => {
    if (step === 'back') return ['destructive', 'do not: Longhorn cannot read what a newer version wrote'];
    if (step === 'patch') return ['watch', 'upgrade the engines of volumes afterwards'];
    return skips
      ? ['disruptive', 'go one minor version at a time']
      : ['watch', 'upgrade the engines of volumes afterwards'];
  },
  // cert-manager.io/docs/releases/upgrading: one minor version at a time.
  'cert-manager': (step, skips) =>
    step !== 'patch' && skips ? ['disruptive', 'go one minor version at a time'] : ['watch'],
  // github.com/prometheus-community/helm-charts, kube-prometheus-stack/UPGRADE.md: CRDs first.
  'kube-prometheus-stack': step =>
    step === 'major' ? ['watch', 'move the chart `prometheus-operator-crds` along'] : ['watch'],
  'argo-cd': step => (step === 'major' ? ['watch', 'read the upgrade notes: Argo CD upgrades itself'] : ['watch']),
};

const ruleOf = (chart: string): Rule | undefined => (Object.hasOwn(rules, chart) ? rules[chart] : undefined);

function stepOf(old: string, now: string): Step {
  const [a, b] = [numbersOf(old), numbersOf(now)];
  const first = a.findIndex((number, index) => number !== b[index]);
  if (first !== -1 && (b[first] ?? 0) < a[first]!) return 'back';
  return first === 0 ? 'major' : first === 1 ? 'minor' : 'patch';
}

const skips = (old: string, now: string) => {
  const [a, b] = [numbersOf(old), numbersOf(now)];
  return a[0] !== b[0] || Math.abs((b[1] ?? 0) - (a[1] ?? 0)) > 1;
};

const numbersOf = (version: string) => version.replace(/^v/, '').split(/[.+-]/).slice(0, 3).map(Number);
