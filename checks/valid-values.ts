import type { Rule, RuleFinding } from '../model/rule';
import type { HelmRelease } from '../repository/releases';
import type { Repository } from '../repository/repository';
import { checkValues } from '../upstream/values';

export const validValues: Rule<Repository> = {
  code: 'valid-values',
  severity: 'error',
  title: 'A Helm value that the chart does not read',
  why: 'Helm and most charts ignore unknown keys: `enabeld: true` renders and turns nothing on. Keys of old versions are reported with what has become of them, their values carried over. The keys are those that the values, the schema and the templates of the pinned chart read. `infraflux upstream add` records those of any other chart in `infraflux/upstream/`.',
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
      valuesObject: { hubble: { relay: { enabeld: true } } }
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
      valuesObject: { hubble: { relay: { enabled: true } } }
`,
  find: ({ clusters }) => clusters.flatMap(({ releases }) => releases.flatMap(faultsOf)),
};

/** Another version than the recorded one has other keys: so a finding about it is only a warning. */
function faultsOf({ chart, knowledge, values }: HelmRelease): RuleFinding[] {
  if (knowledge === undefined) return [];
  const isExact = knowledge.fit === 'exact';
  const keys = knowledge.keys();
  return values.flatMap(({ in: place, at, value }) =>
    checkValues(chart, value, keys).map(fault => ({
      in: place,
      at: [...at, ...fault.at],
      ...((!isExact || fault.severity !== undefined) && { severity: 'warning' as const }),
      message:
        isExact || fault.code === 'renamed-value'
          ? fault.message
          : `${fault.message}, as of ${knowledge.facts.version}`,
      ...(fault.allowed !== undefined && fault.allowed.length < 300 && { allowed: fault.allowed }),
      ...(fault.repair !== undefined && { repair: fault.repair }),
    })),
  );
}
