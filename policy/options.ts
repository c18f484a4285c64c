/** An option of Cilium's agent that changes verdicts. */
export interface AgentOption {
  /** In the ConfigMap `cilium-config`, and as a flag of the agent. */
  readonly name: string;
  /** The Helm values that set it, the first that is there. */
  readonly values: readonly string[];
  /** As the ConfigMap holds it: lists are separated by spaces. */
  readonly default: string;
  /** Values that the agent takes; any where absent. */
  readonly accepts?: readonly string[];
  /** What it does to verdicts. */
  readonly effect: string;
  /** The engine does not compute what any other value than the default does: with one, nothing is decided. */
  readonly isUnsupported?: true;
}

const switches = ['true', 'false'] as const;

/**
 * Every option that changes a verdict (cilium 1.19.7 pkg/option/config.go, pkg/policy, pkg/auth/cell.go,
 * pkg/loadbalancer, install/kubernetes/cilium/templates/cilium-configmap.yaml).
 */
export const agentOptions = [
  option('cluster-name', 'cluster.name', 'default', 'the cluster that selectors without a cluster mean'),
  option('enable-policy', 'policyEnforcementMode', 'default', 'where policies are enforced', [
    'default',
    'always',
    'never',
  ]),
  option('policy-audit-mode', 'policyAuditMode', 'false', 'what is denied is reported and let through', switches),
  option('policy-cidr-match-mode', 'policyCIDRMatchMode', '', 'CIDRs select nodes too', ['', 'nodes']),
  option(
    'policy-default-local-cluster',
    'clustermesh.policyDefaultLocalCluster',
    'true',
    'selectors that name no cluster mean this one',
    switches,
  ),
  option('enable-host-firewall', 'hostFirewall.enabled', 'false', 'policies apply to nodes', switches),
  option('enable-node-selector-labels', 'nodeSelectorLabels', 'false', '`fromNodes` and `toNodes` work', switches),
  option('node-labels', 'nodeLabels', '', 'which labels of nodes `fromNodes` and `toNodes` see'),
  option('labels', 'labels', '', 'which labels of pods are part of their identity'),
  option('enable-l7-proxy', 'l7Proxy', 'true', 'policies with L7 rules are accepted', switches),
  option('enable-icmp-rules', '', 'true', 'policies with `icmps` are accepted', switches),
  option('enable-sctp', 'sctp.enabled', 'false', 'SCTP is carried', switches),
  option('enable-extended-ip-protocols', '', 'false', 'IGMP, VRRP and protocols like them are carried', switches),
  option('enable-k8s-networkpolicy', 'k8sNetworkPolicy.enabled', 'true', 'NetworkPolicies have an effect', switches),
  option('enable-cilium-network-policy', '', 'true', 'CiliumNetworkPolicies have an effect', switches),
  option(
    'enable-cilium-clusterwide-network-policy',
    '',
    'true',
    'CiliumClusterwideNetworkPolicies have an effect',
    switches,
  ),
  option('enable-non-default-deny-policies', 'enableNonDefaultDenyPolicies', 'true', '`enableDefaultDeny` is read', [
    ...switches,
  ]),
  option('allow-localhost', '', 'auto', 'whether the local host enters every pod', ['auto', 'always', 'policy']),
  option('mesh-auth-enabled', 'authentication.enabled', 'false', 'rules can require authentication', switches),
  option(
    'enable-local-redirect-policy',
    'localRedirectPolicies.enabled localRedirectPolicy',
    'false',
    'CiliumLocalRedirectPolicies have an effect',
    switches,
  ),
  option(
    'lrp-address-matcher-cidrs',
    'localRedirectPolicies.addressMatcherCIDRs',
    '',
    'which addresses a CiliumLocalRedirectPolicy may redirect',
  ),
  unsupported('static-cnp-path', '', '', 'adds policies from files on the nodes'),
  unsupported('label-prefix-file', '', '', 'filters the labels of pods by a file on the nodes'),
  unsupported('exclude-local-address', '', '', 'takes addresses of nodes for addresses outside the cluster'),
  unsupported('enable-ztunnel', '', 'false', 'carries pod traffic on another port than the one that policies name', [
    ...switches,
  ]),
] as const satisfies readonly AgentOption[];

export type OptionName = (typeof agentOptions)[number]['name'];

function option<const Name extends string>(
  name: Name,
  values: string,
  byDefault: string,
  effect: string,
  accepts?: readonly string[],
): AgentOption & { readonly name: Name } {
  return {
    name,
    values: values === '' ? [] : values.split(' '),
    default: byDefault,
    effect,
    ...(accepts && { accepts }),
  };
}

function unsupported<const Name extends string>(...row: [Name, string, string, string, (readonly string[])?]) {
  return { ...option(...row), isUnsupported: true } as const;
}
