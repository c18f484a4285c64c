import type { KubernetesObject } from '../model/manifest';
import type { Step } from '../model/yaml';
import type { CiliumRule } from './cilium-types';

/** The four lists of a Cilium rule. */
export const ruleLists = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const;

export const directionOf = (list: (typeof ruleLists)[number]) => (list.startsWith('ingress') ? 'ingress' : 'egress');

/** The rules of a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy, `spec` first. */
export function rulesOf(object: KubernetesObject): { rule: CiliumRule; path: Step[] }[] {
  const { spec, specs } = object as { spec?: CiliumRule; specs?: CiliumRule[] };
  return [
    ...(spec ? [{ rule: spec, path: ['spec'] }] : []),
    ...(specs ?? []).map((rule, index) => ({ rule, path: ['specs', index] })),
  ];
}
