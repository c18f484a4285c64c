import { closest } from '../model/closest';
import { listOf, textOf } from '../model/fields';
import { groupOf, type Manifest } from '../model/manifest';
import type { Rule, RuleFinding } from '../model/rule';
import type { Step } from '../model/yaml';
import type { Repository } from '../repository/repository';
import { judgeMetric, valuesOfLabel } from '../upstream/metrics';
import { readPromQL, type Selection } from './promql';

export const validAlerts: Rule<Repository> = {
  code: 'valid-alerts',
  severity: 'error',
  title: 'An alert or recording rule that can never have a result',
  why: 'Prometheus rejects the whole file for one expression that is not PromQL. A metric that no program exports, or a label value that never occurs, gives an empty result: the alert never fires, and nothing says so. Metrics are judged by their prefix, where the program is known: `cilium_`, `hubble_`, `tetragon_`.',
  wrong: `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: cilium, namespace: monitoring }
spec:
  groups:
    - name: cilium
      rules:
        - alert: PolicyImport
          expr: increase(cilium_policy_import_errors_total[5m]) > 0
`,
  right: `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: cilium, namespace: monitoring }
spec:
  groups:
    - name: cilium
      rules:
        - alert: PolicyImport
          expr: increase(cilium_policy_change_total{outcome="failure"}[5m]) > 0
`,
  source: 'cilium 1.19 Documentation/observability/metrics.rst; tetragon 1.7 pkg/metrics',
  find: ({ clusters }) =>
    clusters.flatMap(({ objects, graph }) =>
      // Tests hold the rules that InfraFlux writes.
      graph === undefined ? objects.flatMap(({ manifest }) => faultsOf(manifest)) : [],
    ),
};

function faultsOf(manifest: Manifest): RuleFinding[] {
  const { object } = manifest;
  if (object.kind !== 'PrometheusRule' || groupOf(object) !== 'monitoring.coreos.com') return [];
  return listOf(object, 'spec', 'groups').flatMap((group, index) =>
    listOf(group, 'rules').flatMap((rule, position) => {
      const expression = textOf(rule, 'expr');
      if (expression === undefined || /\$\{\w|\{\{/.test(expression)) return [];
      return ofExpression(manifest, ['spec', 'groups', index, 'rules', position, 'expr'], expression);
    }),
  );
}

function ofExpression(place: Manifest, at: readonly Step[], expression: string): RuleFinding[] {
  const { fault, selections } = readPromQL(expression);
  if (fault !== undefined)
    return [{ in: place, at, message: `the expression is not PromQL at \`${fault}\``, repair: 'correct it there' }];
  const metrics = new Map(selections.map(selection => [selection.metric, judgeMetric(selection.metric)]));
  return [
    ...[...metrics].flatMap(([name, judged]) =>
      judged === undefined
        ? []
        : [
            {
              in: place,
              at,
              message: `\`${name}\` never has a value: ${judged.why}`,
              repair: judged.instead === undefined ? 'use a metric that exists' : `write \`${judged.instead}\``,
            },
          ],
    ),
    ...selections.flatMap(selection => ofValues(place, at, selection)),
  ];
}

/** Values of labels of which all are known. */
function ofValues(place: Manifest, at: readonly Step[], { metric, matchers }: Selection): RuleFinding[] {
  return matchers.flatMap(({ label, isRegex, isNot, value }) => {
    const known = valuesOfLabel(metric, label);
    if (known === undefined || isRegex || isNot || value === '' || value.includes('$') || known.includes(value))
      return [];
    const near = closest(
      value.replaceAll('_', ' ').toLowerCase(),
      known.map(each => each.toLowerCase()),
    );
    const meant = known.find(each => each.toLowerCase() === near);
    return [
      {
        in: place,
        at,
        message: `\`${label}\` of \`${metric}\` is never \`${value}\``,
        ...(known.length < 10 && { allowed: known.map(each => `\`${each}\``).join(', ') }),
        repair: meant === undefined ? 'use a value that occurs' : `did you mean \`${meant}\`?`,
      },
    ];
  });
}
