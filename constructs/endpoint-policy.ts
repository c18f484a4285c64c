import { Construct } from 'constructs';
import {
  CiliumNetworkPolicy,
  type CiliumNetworkPolicySpecEgress,
  type CiliumNetworkPolicySpecIngress,
} from '../imports/cilium.io';
import { crdMayBeMissing, syncWave } from './sync';

/** The other end of a connection, as a Cilium rule names it: one kind of peer. */
export type PolicyPeer =
  | { readonly entities: readonly string[] }
  | { readonly cidrs: readonly string[]; readonly except?: readonly string[] }
  | { readonly names: readonly string[] }
  | { readonly pods: 'any' }
  | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };

export interface PolicyPort {
  readonly number: number;
  readonly endNumber?: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

export interface PolicyRule {
  readonly peer: PolicyPeer;
  readonly ports: readonly PolicyPort[];
  readonly dns?: readonly string[];
  readonly http?: readonly { readonly method: string; readonly path: string }[];
  readonly why: string;
}

export interface EndpointPolicyProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels of the pods that the policy selects. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
}

export const namespaceLabel = 'k8s:io.kubernetes.pod.namespace';

/**
 * Everything that one workload may receive and open. A direction without rules is left to the cluster's default deny.
 * It is applied before the workload, because a pod without its policy is open and one with half of it is cut off.
 */
export class EndpointPolicy extends Construct {
  constructor(scope: Construct, id: string, props: EndpointPolicyProps) {
    super(scope, id);
    new CiliumNetworkPolicy(this, 'policy', {
      metadata: {
        name: props.name,
        namespace: props.namespace,
        annotations: { ...syncWave(-1), ...crdMayBeMissing },
      },
      spec: {
        description: describe(props),
        endpointSelector: { matchLabels: prefixed(props.labels) },
        ...(props.ingress.length > 0 && { ingress: props.ingress.map(toIngress) }),
        ...(props.egress.length > 0 && { egress: props.egress.map(toEgress) }),
      },
    });
  }
}

/** Which need each rule serves, in the order of the rules, for `kubectl describe`. */
export function describe({ ingress, egress }: Pick<EndpointPolicyProps, 'ingress' | 'egress'>): string {
  const list = (direction: string, rules: readonly PolicyRule[]) =>
    rules.map((rule, index) => `${direction}[${index}]: ${rule.why}`);
  return [...list('ingress', ingress), ...list('egress', egress)].join('\n');
}

export function toIngress(rule: PolicyRule): CiliumNetworkPolicySpecIngress {
  const { peer } = rule;
  const toPorts = portsOf(rule);
  if ('entities' in peer) return { fromEntities: [...peer.entities] as never[], toPorts };
  if ('cidrs' in peer) return { fromCidrSet: cidrSet(peer), toPorts };
  if ('names' in peer) throw new Error(`a rule for ingress cannot name its peers by DNS: ${peer.names.join(', ')}`);
  return { fromEndpoints: [endpoints(peer)], toPorts };
}

function toEgress(rule: PolicyRule): CiliumNetworkPolicySpecEgress {
  const { peer } = rule;
  const toPorts = portsOf(rule);
  if ('entities' in peer) return { toEntities: [...peer.entities] as never[], toPorts };
  if ('cidrs' in peer) return { toCidrSet: cidrSet(peer), toPorts };
  if ('names' in peer)
    return {
      toFqdNs: peer.names.map(name => (name.includes('*') ? { matchPattern: name } : { matchName: name })),
      toPorts,
    };
  return { toEndpoints: [endpoints(peer)], toPorts };
}

function cidrSet(peer: { readonly cidrs: readonly string[]; readonly except?: readonly string[] }) {
  return peer.cidrs.map(cidr => ({ cidr, ...(peer.except && { except: [...peer.except] }) }));
}

function endpoints(peer: Extract<PolicyPeer, { pods: 'any' } | { namespace: string }>) {
  if ('pods' in peer) return { matchExpressions: [{ key: namespaceLabel, operator: 'Exists' as never }] };
  return { matchLabels: { [namespaceLabel]: peer.namespace, ...prefixed(peer.labels) } };
}

/** `k8s:` pins the source of a label, so that no other source can lend it. */
function prefixed(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value]));
}

function portsOf({ ports, dns, http }: PolicyRule) {
  return [
    {
      ports: ports.map(({ number, endNumber, protocol }) => ({
        port: `${number}`,
        ...(endNumber !== undefined && { endPort: endNumber }),
        protocol: protocol as never,
      })),
      ...(dns && { rules: { dns: dns.map(pattern => ({ matchPattern: pattern })) } }),
      ...(http && { rules: { http: http.map(request => ({ ...request })) } }),
    },
  ];
}
