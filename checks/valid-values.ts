import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule, RuleFinding } from '../model/rule';
import { type HelmRelease, isPinned, pinnedFacts } from '../repository/releases';
import type { Repository } from '../repository/repository';
import type { KeyTree } from '../upstream/key-tree';
import { checkValues, keysOf } from '../upstream/values';

export const validValues: Rule<Repository> = {
  code: 'valid-values',
  severity: 'error',
  title: 'A Helm value that the chart does not read',
  why: 'Helm and most charts ignore unknown keys: `enabeld: true` renders and turns nothing on. Keys of old versions are reported with what has become of them, their values carried over. The keys are those that the values, the schema and the templates of the pinned chart read. `npm run upstream` refreshes them when a version changes.',
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

/** Another version than the pinned one has other keys: so a finding about it is only a warning. */
function faultsOf({ chart, version, values }: HelmRelease): RuleFinding[] {
  const keys = keysOfChart(chart);
  if (keys === undefined) return [];
  const isOurs = isPinned(chart, version);
  return values.flatMap(({ in: place, at, value }) =>
    checkValues(chart, value, keys).map(fault => ({
      in: place,
      at: [...at, ...fault.at],
      ...((!isOurs || fault.severity !== undefined) && { severity: 'warning' as const }),
      message:
        isOurs || fault.code === 'renamed-value'
          ? fault.message
          : `${fault.message}, as of ${pinnedFacts(chart)?.version}`,
      ...(fault.allowed !== undefined && fault.allowed.length < 300 && { allowed: fault.allowed }),
      ...(fault.repair !== undefined && { repair: fault.repair }),
    })),
  );
}

const trees = new Map<string, KeyTree | undefined>();

function keysOfChart(chart: string): KeyTree | undefined {
  const isKnown = /^[a-z0-9-]+$/.test(chart) && existsSync(join(__dirname, '../upstream/keys', `${chart}.json`));
  if (!trees.has(chart)) trees.set(chart, isKnown ? keysOf(chart) : undefined);
  return trees.get(chart);
}
