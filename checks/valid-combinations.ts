import { field } from '../model/fields';
import { own } from '../model/own';
import type { Rule, RuleFinding } from '../model/rule';
import type { HelmRelease } from '../repository/releases';
import type { Repository } from '../repository/repository';
import { meantBy } from '../upstream/renamed-values';
import { ciliumCombinations } from './combinations/cilium';
import type { Combination, GetValue } from './combinations/combination';
import { otherCombinations } from './combinations/others';

const combinations: Readonly<Record<string, readonly Combination[]>> = {
  cilium: ciliumCombinations,
  ...otherCombinations,
};

export const validCombinations: Rule<Repository> = {
  code: 'valid-combinations',
  severity: 'error',
  title: 'Helm values that contradict each other',
  why: 'Some combinations are refused by the chart. Others render, and the program then stops or ignores half of them. The facts and their sources are in `checks/combinations/`.',
  wrong: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cilium, namespace: argocd }
spec:
  destination: { namespace: kube-system }
  source:
    chart: cilium
    repoURL: https://helm.cilium.io
    targetRevision: 1.19.7
    helm:
      valuesObject:
        hubble: { tls: { auto: { method: cronJob } } }
        egressGateway: { enabled: true }
`,
  right: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: cilium, namespace: argocd }
spec:
  destination: { namespace: kube-system }
  source:
    chart: cilium
    repoURL: https://helm.cilium.io
    targetRevision: 1.19.7
    helm:
      valuesObject:
        hubble: { tls: { auto: { method: cronJob } } }
        egressGateway: { enabled: true }
        bpf: { masquerade: true }
`,
  find: ({ clusters }) => clusters.flatMap(({ releases }) => releases.flatMap(faultsOf)),
};

/** Whether a combination holds whatever the values are that are not known. */
function holdsForSure(holds: Combination['holds'], get: GetValue): boolean {
  let isUnsure = false;
  const result = holds(path => {
    const value = get(path);
    if (value === undefined) isUnsure = true;
    return value;
  });
  return result && !isUnsure;
}

function faultsOf(release: HelmRelease): RuleFinding[] {
  const candidates = own(combinations, release.chart) ?? [];
  // Later values win, as in Helm.
  const renamed = new Map(release.values.flatMap(({ value }) => [...meantBy(release.chart, value)]));
  const get: GetValue = path =>
    renamed.has(path)
      ? renamed.get(path)
      : release.values.map(({ value }) => field(value, ...path.split('.'))).findLast(value => value !== undefined);
  return candidates
    .filter(({ argocd }) => argocd === undefined || release.application !== undefined)
    .filter(({ holds }) => (release.partial ? holdsForSure(holds, get) : holds(get)))
    .map(({ at, message, repair, severity = 'error' }) => {
      const values = release.values.findLast(({ value }) => field(value, ...at) !== undefined) ?? release.values.at(-1);
      return {
        in: values?.in ?? release.in,
        at: values === undefined ? release.at : [...values.at, ...at],
        severity,
        message,
        repair,
      };
    });
}
