import { type LintRule, onItems, when } from '../visit';

export const serviceOfApiServer: LintRule = {
  code: 'service-of-api-server',
  severity: 'error',
  title: '`toServices` with the Service of the API server',
  why: '`default/kubernetes` has no selector, and its endpoints are addresses of the API server, which Cilium knows under the entity `kube-apiserver`: CIDRs, and therefore `toServices`, do not select it. The rule allows nothing.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toServices: [{ k8sService: { serviceName: kubernetes, namespace: default } }]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  endpointSelector: {}
  egress:
    - toEntities: [kube-apiserver]
`,
  source: 'cilium 1.19 Documentation/security/policy/layer3.rst Services based',
  find: onItems(({ item }, at) =>
    (item.toServices ?? []).flatMap(({ k8sService }, index) =>
      when(k8sService?.serviceName === 'kubernetes' && k8sService.namespace === 'default', {
        ...at('toServices', index),
        message: 'the Service `default/kubernetes` has no selector, and `toServices` does not reach the API server',
        repair: 'write `toEntities: [kube-apiserver]`',
      }),
    ),
  ),
};
