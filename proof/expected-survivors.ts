/** Mutations of the generated policies that change no verdict, and why; the first pattern that matches applies. */
const reasons: readonly (readonly [mutation: RegExp, why: string])[] = [
  [/enableDefaultDeny off$|\/default-deny-all: /, 'the cluster-wide default deny still applies'],
  [/^CiliumNetworkPolicy .* spec\.ingress\[\d+\]\.fromEntities\[0\] removed$/, 'Cilium always admits the local host'],
  [/Entities\[2\] removed$/, 'an API server of this cluster is also a remote node'],
  [
    /\.ports\[\d+\] one port (more|before)$|\.cidr one bit wider$/,
    'the neighbouring port or address is allowed as well',
  ],
  [/ (all-nodes|control-planes): spec\.ingress\[[01]\].* removed$/, 'another rule also admits nodes'],
  [/ (all-nodes|control-planes): .*\.ports\[\d+\] removed$/, 'another rule also admits nodes'],
  [/ ingress-proxy: spec\.ingress (removed|opened to all)$/, 'with and without the rule, everyone is admitted'],
  [
    / (all-nodes|control-planes): spec\.egress opened to all$/,
    'with and without the rule, nodes may connect to anything',
  ],
];

export function reasonFor(mutation: string): string | undefined {
  return reasons.find(([pattern]) => pattern.test(mutation))?.[1];
}
