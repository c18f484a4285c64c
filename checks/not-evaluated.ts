import { compare } from '../model/finding';
import { count } from '../model/plural';
import type { Rule, RuleFinding } from '../model/rule';
import type { Repository } from '../repository/repository';
import type { Unevaluated } from '../repository/unevaluated';

export const notEvaluated: Rule<Repository> = {
  code: 'not-evaluated',
  severity: 'note',
  title: 'Sources of objects that these files do not show',
  why: 'A chart that was never rendered here, a remote source of Kustomize or Argo CD, a generator, or the resource of an operator brings objects that no check has seen. What may be among them is not reported as missing. One note for each repository says what was not evaluated. To have everything judged, render it and check the result: `helm template`, `kustomize build`, `argocd app manifests`.',
  wrong: `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: shop }
spec:
  chart: { spec: { chart: podinfo, version: 6.9.2, sourceRef: { kind: HelmRepository, name: podinfo } } }
`,
  right: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: podinfo, namespace: shop }
spec:
  selector: { matchLabels: { app: podinfo } }
  template:
    metadata: { labels: { app: podinfo } }
    spec: { containers: [{ name: podinfo, image: "registry.test/podinfo:6.9.2" }] }
`,
  find: ({ clusters }) => {
    const all = clusters.flatMap(({ unevaluated }) => unevaluated);
    const [first] = [...all].sort((a, b) => compare(a.in.file, b.in.file) || a.in.lineOf(a.at) - b.in.lineOf(b.at));
    return first === undefined ? [] : [summary(all, first)];
  },
};

function summary(all: readonly Unevaluated[], first: Unevaluated): RuleFinding {
  const groups = (['chart', 'remote source', 'unreadable file', 'generator', 'custom resource'] as const).flatMap(
    what => {
      const names = [...new Set(all.filter(each => each.what === what).map(({ name }) => name))].sort(compare);
      if (names.length === 0) return [];
      const more = names.length > 3 ? ', …' : '';
      return [
        `${count(names.length, what)} (${names
          .slice(0, 3)
          .map(name => `\`${name}\``)
          .join(', ')}${more})`,
      ];
    },
  );
  return {
    in: first.in,
    at: first.at,
    message: `not evaluated: ${groups.join(', ')}; what they may bring is not judged`,
    repair: 'to have it judged, render it with `helm template` or `kustomize build`, and check the result',
  };
}
