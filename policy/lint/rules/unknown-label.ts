import type { PolicyRule } from '../../rules';
import type { SelectorTerms } from '../../selector';
import type { LintContext } from '../context';
import { isUnknownKey } from '../terms';
import { type At, type LintRule, onPeers, onSubjects } from '../visit';

export const unknownLabel: LintRule = {
  code: 'unknown-label',
  severity: 'warning',
  title: 'A label that no workload has and that Cilium does not set',
  why: 'A selector matches the labels of pods and the few that Cilium adds: namespace, labels of the namespace, service account, cluster, and those with the source `reserved:`. A label that no pod has matches nothing. Labels of pods are judged only where all workloads that the selector can reach are known.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEndpoints: [{ matchLabels: { k8s:io.cilium.io/policy: ingress } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: {}
  ingress:
    - fromEntities: [ingress]
`,
  source: 'cilium 1.19 pkg/k8s/apis/cilium.io/const.go',
  find: context => [
    ...onSubjects((rule, at) =>
      rule.node || isNetworkPolicy(rule) ? [] : unknownKeys(rule.subject.terms, context, at),
    )(context),
    ...onPeers(({ selector: { terms } }, at, rule) =>
      terms === undefined || isNetworkPolicy(rule) ? [] : unknownKeys(terms, context, at),
    )(context),
  ],
};

const isNetworkPolicy = ({ ref }: PolicyRule) => ref.manifest.object.kind === 'NetworkPolicy';

function unknownKeys(terms: SelectorTerms, context: LintContext, at: At) {
  const written = [
    ...Object.keys(terms.labels).map(key => ({ key, steps: ['matchLabels'] })),
    ...terms.expressions.map(({ key }, index) => ({ key, steps: ['matchExpressions', index, 'key'] })),
  ];
  return written
    .filter(({ key }) => isUnknownKey(key, terms, context))
    .map(({ key, steps }) => ({
      ...at(...steps),
      message: `no pod has the label \`${key.replace(/^any:/, '')}\`, and Cilium does not set it`,
      repair: 'compare the selector with the labels of the pod templates, or use an entity',
    }));
}
