/** The other end of a connection, as a Cilium rule names it. */
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

/** The enums of one kind and direction: the generator of `imports/` makes them anew for each. */
export interface RuleEnums<Entity extends string, Operator extends string, Protocol extends string> {
  readonly entity: Readonly<Record<string, Entity>>;
  readonly operator: { readonly EXISTS: Operator };
  readonly protocol: Readonly<Record<PolicyPort['protocol'], Protocol>>;
}

export const namespaceLabel = 'k8s:io.kubernetes.pod.namespace';

/** The reason of each rule, in the order of the rules, for `kubectl describe`. */
export function describeRules(ingress: readonly PolicyRule[], egress: readonly PolicyRule[]): string {
  const list = (direction: string, rules: readonly PolicyRule[]) =>
    rules.map((rule, index) => `${direction}[${index}]: ${rule.why}`);
  return [...list('ingress', ingress), ...list('egress', egress)].join('\n');
}

/** @throws Error for a peer that is named by DNS, which only egress knows */
export function toIngress<E extends string, O extends string, P extends string>(
  rule: PolicyRule,
  enums: RuleEnums<E, O, P>,
) {
  const { peer } = rule;
  const toPorts = portsOf(rule, enums);
  if ('entities' in peer) return { fromEntities: entitiesOf(peer.entities, enums), toPorts };
  if ('cidrs' in peer) return { fromCidrSet: cidrSet(peer), toPorts };
  if ('names' in peer) throw new Error(`a rule for ingress cannot name its peers by DNS: ${peer.names.join(', ')}`);
  return { fromEndpoints: [endpoints(peer, enums)], toPorts };
}

export function toEgress<E extends string, O extends string, P extends string>(
  rule: PolicyRule,
  enums: RuleEnums<E, O, P>,
) {
  const { peer } = rule;
  const toPorts = portsOf(rule, enums);
  if ('entities' in peer) return { toEntities: entitiesOf(peer.entities, enums), toPorts };
  if ('cidrs' in peer) return { toCidrSet: cidrSet(peer), toPorts };
  if ('names' in peer)
    return {
      toFqdNs: peer.names.map(name => (name.includes('*') ? { matchPattern: name } : { matchName: name })),
      toPorts,
    };
  return { toEndpoints: [endpoints(peer, enums)], toPorts };
}

/** @throws Error for an entity that the CRD does not know */
export function entitiesOf<Entity extends string>(
  names: readonly string[],
  { entity }: { readonly entity: Readonly<Record<string, Entity>> },
): Entity[] {
  return names.map(name => {
    const member = Object.values(entity).find(each => each === name);
    if (member === undefined) throw new Error(`Cilium has no entity \`${name}\``);
    return member;
  });
}

function cidrSet(peer: { readonly cidrs: readonly string[]; readonly except?: readonly string[] }) {
  return peer.cidrs.map(cidr => ({ cidr, ...(peer.except && { except: [...peer.except] }) }));
}

function endpoints<Operator extends string>(
  peer: Extract<PolicyPeer, { pods: 'any' } | { namespace: string }>,
  { operator }: { readonly operator: { readonly EXISTS: Operator } },
) {
  if ('pods' in peer) return { matchExpressions: [{ key: namespaceLabel, operator: operator.EXISTS }] };
  return { matchLabels: { [namespaceLabel]: peer.namespace, ...withSource(peer.labels) } };
}

/** `k8s:` pins the source of a label, so that a label from another source does not match. */
export function withSource(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [`k8s:${key}`, value]));
}

function portsOf<Protocol extends string>(
  { ports, dns, http }: PolicyRule,
  { protocol }: { readonly protocol: Readonly<Record<PolicyPort['protocol'], Protocol>> },
) {
  return [
    {
      ports: ports.map(({ number, endNumber, protocol: name }) => ({
        port: `${number}`,
        ...(endNumber !== undefined && { endPort: endNumber }),
        protocol: protocol[name],
      })),
      ...(dns && { rules: { dns: dns.map(pattern => ({ matchPattern: pattern })) } }),
      ...(http && { rules: { http: http.map(request => ({ ...request })) } }),
    },
  ];
}
