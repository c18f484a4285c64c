import { type LintRule, onSpecs, when } from '../visit';

export const initInNamespace: LintRule = {
  code: 'init-in-namespace',
  severity: 'error',
  title: 'A namespaced policy that selects by `reserved:init`',
  why: '`reserved:init` is the identity of pods that have no labels yet, and therefore no namespace. A CiliumNetworkPolicy cannot select them, and Cilium’s validation of policies (`cilium preflight validate-cnp` and the operator) rejects one that names the label, also as `DoesNotExist`.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: start, namespace: shop }
spec:
  endpointSelector: { matchLabels: { reserved:init: "" } }
  egress:
    - toEntities: [kube-apiserver]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: start }
spec:
  endpointSelector: { matchLabels: { reserved:init: "" } }
  egress:
    - toEntities: [kube-apiserver]
`,
  source: 'cilium 1.19 pkg/k8s/apis/cilium.io/v2/validator/validator.go',
  find: onSpecs(({ rule, namespace }, at) => {
    const { matchLabels = {}, matchExpressions = [] } = rule.endpointSelector ?? {};
    const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
    return when(namespace !== undefined && keys.some(isInit), {
      ...at('endpointSelector'),
      message: 'a CiliumNetworkPolicy cannot select by `reserved:init`, which pods without a namespace have',
      repair: 'write a CiliumClusterwideNetworkPolicy, or remove the label from the selector',
    });
  }),
};

const isInit = (key: string) => key === 'reserved:init' || key === 'reserved.init' || key === '$init';
