/** Why our policies bear some mutations without a change in who reaches whom; the first that fits counts. */
const reasons: readonly (readonly [mutation: RegExp, why: string])[] = [
  [/enableDefaultDeny off$|\/default-deny-all: /, 'the default deny of the whole cluster stands behind it'],
  [/^CiliumNetworkPolicy .* spec\.ingress\[\d+\]\.fromEntities\[0\] removed$/, 'Cilium lets the local host in anyway'],
  [/Entities\[2\] removed$/, 'an API server of the cluster is a remote node as well'],
  [/\.ports\[\d+\] one port (more|before)$|\.cidr one bit wider$/, 'the neighbour is needed as well'],
  [/ (all-nodes|control-planes): spec\.ingress\[[01]\].* removed$/, 'nodes are admitted by another rule as well'],
  [/ (all-nodes|control-planes): .*\.ports\[\d+\] removed$/, 'nodes are admitted by another rule as well'],
  [/ ingress-proxy: spec\.ingress (removed|opened to all)$/, 'anybody is admitted without a rule, and with it'],
  [/ (all-nodes|control-planes): spec\.egress opened to all$/, 'nodes open what they like without a rule, and with it'],
];

export function reasonFor(mutation: string): string | undefined {
  return reasons.find(([pattern]) => pattern.test(mutation))?.[1];
}
