import type { LabelSelector } from '../../../model/label-selector';
import { allowsAnything } from '../../compile';
import type { Engine } from '../../engine';
import type { Direction } from '../../rules';
import { type LintRule, onSpecs, when } from '../visit';

export const clusterwideCatchesCilium: LintRule = {
  code: 'clusterwide-catches-cilium',
  severity: 'warning',
  title: 'A cluster-wide policy that cuts off Cilium’s own endpoints',
  why: 'An `endpointSelector` without labels in a cluster-wide policy selects more than pods: it also selects the health endpoint of each node and the Envoy proxy of Ingresses and Gateways. What is reported is what all policies together deny: health checks from other nodes, or every connection that the proxy opens to backends or accepts from clients.',
  wrong: `
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: default-deny }
spec:
  endpointSelector: {}
  ingress: [{}]
  egress: [{}]
`,
  right: `
apiVersion: cilium.io/v2
kind: CiliumClusterwideNetworkPolicy
metadata: { name: default-deny }
spec:
  endpointSelector:
    matchExpressions: [{ key: k8s:io.kubernetes.pod.namespace, operator: Exists }]
  ingress: [{}]
  egress: [{}]
`,
  source: 'cilium 1.19 Documentation/security/policy/kubernetes.rst',
  find: onSpecs((spec, at, { engine }) => {
    if (spec.namespace !== undefined || !selectsWithoutLabels(spec.rule.endpointSelector)) return [];
    const isDenying = (direction: Direction) =>
      spec.items.some(item => item.direction === direction) && spec.rule.enableDefaultDeny?.[direction] !== false;
    const proxy = engine.endpoint('entity:ingress').policy;
    const effects = [
      ...(isDenying('ingress') && !passesHealthChecks(engine) ? ['denies health checks of `reserved:health`'] : []),
      ...(isDenying('egress') && proxy && !allowsAnything(proxy.egress)
        ? ['cuts the proxy `reserved:ingress` off from every backend']
        : []),
      ...(isDenying('ingress') && proxy && !allowsAnything(proxy.ingress)
        ? ['closes the proxy `reserved:ingress` to every client']
        : []),
    ];
    return when(effects.length > 0, {
      ...at('endpointSelector'),
      message: `the policy ${effects.join(', and ')}`,
      repair: 'select only pods: `matchExpressions: [{ key: k8s:io.kubernetes.pod.namespace, operator: Exists }]`',
    });
  }),
};

function selectsWithoutLabels(selector: LabelSelector | undefined): boolean {
  if (selector === undefined) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const isNegative = ({ operator }: { readonly operator: string }) =>
    operator === 'NotIn' || operator === 'DoesNotExist';
  return Object.keys(matchLabels).length === 0 && matchExpressions.every(isNegative);
}

/** The agents of other nodes probe the health endpoint (cilium 1.19 Documentation/operations/system_requirements.rst). */
const passesHealthChecks = (engine: Engine) =>
  engine.judge({ from: 'entity:remote-node', to: 'entity:health', port: 4240, protocol: 'TCP' }).verdict !== 'denied';
