import { type Combination, type GetValue, is, isOn, needs } from './combination';

/**
 * What Cilium's chart renders although the agent then does not start: cilium 1.19 daemon/cmd/daemon_main.go and
 * daemon.go, pkg/kpr/initializer/kube_proxy_replacement.go, pkg/option/config.go, pkg/egressgateway/manager.go.
 */
const isTunnel = (get: GetValue) =>
  ![get('routingMode'), isOn(get('gke.enabled')) ? 'native' : ''].includes('native') && get('ipam.mode') !== 'eni';
const protocolOf = (get: GetValue) => get('tunnelProtocol') || 'vxlan';
const usesDsr = (get: GetValue) =>
  isOn(get('kubeProxyReplacement')) && ['dsr', 'hybrid'].includes(String(get('loadBalancer.mode')));
const isGeneve = (get: GetValue) => get('loadBalancer.dsrDispatch') === 'geneve';
const usesIpsec = (get: GetValue) => is('encryption.enabled')(get) && (get('encryption.type') ?? 'ipsec') === 'ipsec';
const masquerades = (get: GetValue) =>
  get('enableIPv4Masquerade') !== false || (isOn(get('ipv6.enabled')) && get('enableIPv6Masquerade') !== false);

export const agentCombinations: readonly Combination[] = [
  {
    at: ['autoDirectNodeRoutes'],
    holds: get => is('autoDirectNodeRoutes')(get) && isTunnel(get),
    message: '`autoDirectNodeRoutes` in a tunnel: packets have to go through the tunnel, and the agent does not start',
    repair: 'set `routingMode: native` with `ipv4NativeRoutingCIDR`, or `autoDirectNodeRoutes: false`',
  },
  needs(
    'directRoutingSkipUnreachable',
    'autoDirectNodeRoutes',
    'it skips routes that only the second makes, and the agent does not start',
  ),
  {
    at: ['loadBalancer', 'mode'],
    holds: get => usesDsr(get) && isTunnel(get) && !(isGeneve(get) && protocolOf(get) === 'geneve'),
    message:
      'direct server return through a tunnel needs Geneve, both as the tunnel protocol and as the dispatch: the agent does not start',
    repair:
      'set `routingMode: native`, or `tunnelProtocol: geneve` with `loadBalancer.dsrDispatch: geneve`, or `loadBalancer.mode: snat`',
  },
  {
    at: ['loadBalancer', 'dsrDispatch'],
    holds: get => usesDsr(get) && !isTunnel(get) && isGeneve(get) && protocolOf(get) !== 'geneve',
    message: '`dsrDispatch: geneve` without `tunnelProtocol: geneve`, whatever the routing: the agent does not start',
    repair: 'set `tunnelProtocol: geneve`',
  },
  {
    at: ['loadBalancer', 'dsrDispatch'],
    holds: get => get('loadBalancer.dsrDispatch') !== undefined && (get('loadBalancer.mode') ?? 'snat') === 'snat',
    severity: 'warning',
    message: '`loadBalancer.dsrDispatch` has no effect without direct server return',
    repair: 'set `loadBalancer.mode: dsr` or `hybrid`, or remove `loadBalancer.dsrDispatch`',
  },
  {
    at: ['installNoConntrackIptablesRules'],
    holds: get =>
      is('installNoConntrackIptablesRules')(get) &&
      (isTunnel(get) ||
        !isOn(get('kubeProxyReplacement')) ||
        get('ipv4.enabled') === false ||
        (masquerades(get) && !isOn(get('bpf.masquerade')))),
    message:
      '`installNoConntrackIptablesRules` needs native routing, `kubeProxyReplacement: true`, IPv4 and `bpf.masquerade: true`: the agent does not start',
    repair: 'set these, or remove `installNoConntrackIptablesRules`',
  },
  needs('ipMasqAgent.enabled', 'bpf.masquerade', 'the agent does not start'),
  {
    at: ['bpf', 'masquerade'],
    holds: get => is('bpf.masquerade')(get) && !masquerades(get),
    message: '`bpf.masquerade` although masquerading is off: the agent does not start',
    repair: 'remove `bpf.masquerade`, or set `enableIPv4Masquerade: true`',
  },
  {
    at: ['egressMasqueradeInterfaces'],
    holds: get => is('bpf.masquerade')(get) && masquerades(get) && Boolean(get('egressMasqueradeInterfaces')),
    message: '`egressMasqueradeInterfaces` with `bpf.masquerade`: the agent does not start',
    repair: 'name the interfaces in `devices` instead',
  },
  {
    at: ['egressGateway', 'enabled'],
    holds: get => is('egressGateway.enabled')(get) && get('enableIPv4Masquerade') === false,
    message: '`egressGateway.enabled` with `enableIPv4Masquerade: false`: the agent does not start',
    repair: 'remove `enableIPv4Masquerade`',
  },
  {
    at: ['hostFirewall', 'enabled'],
    holds: get => is('hostFirewall.enabled')(get) && usesIpsec(get),
    message: 'the host firewall does not work with IPsec: the agent does not start',
    repair: 'set `encryption.type: wireguard`, or `hostFirewall.enabled: false`',
  },
  {
    at: ['encryption', 'strictMode', 'ingress', 'enabled'],
    holds: get => is('encryption.strictMode.ingress.enabled')(get) && (usesIpsec(get) || !isTunnel(get)),
    message: '`encryption.strictMode.ingress` needs WireGuard in a tunnel: the agent does not start',
    repair: 'set `encryption.type: wireguard` with `routingMode: tunnel`, or remove it',
  },
  {
    at: ['encryption', 'strictMode', 'egress', 'enabled'],
    holds: get => is('encryption.strictMode.egress.enabled')(get) && !get('encryption.strictMode.egress.cidr'),
    message: '`encryption.strictMode.egress` without a `cidr`: the agent does not start',
    repair: 'set `encryption.strictMode.egress.cidr` to the block of the pods',
  },
  {
    at: ['ipam', 'mode'],
    holds: get => get('ipam.mode') === 'eni' && get('routingMode') === 'tunnel',
    message: '`ipam.mode: eni` in a tunnel: the agent does not start',
    repair: 'set `routingMode: native`',
  },
  {
    at: ['bpf', 'tproxy'],
    holds: get => is('bpf.tproxy')(get) && /^netkit/.test(String(get('bpf.datapathMode') ?? '')),
    message: '`bpf.tproxy` with netkit: the chart refuses it, and the agent would not start',
    repair: 'remove `bpf.tproxy`, or set `bpf.datapathMode: veth`',
  },
  {
    at: ['ipv4', 'enabled'],
    holds: get => get('ipv4.enabled') === false && !isOn(get('ipv6.enabled')),
    message: 'neither IPv4 nor IPv6 is enabled: the agent does not start',
    repair: 'enable one of the two',
  },
  {
    at: ['nat46x64Gateway', 'enabled'],
    holds: get =>
      is('nat46x64Gateway.enabled')(get) &&
      (get('ipv4.enabled') === false || !isOn(get('ipv6.enabled')) || usesDsr(get)),
    message: '`nat46x64Gateway` needs IPv4, IPv6 and `loadBalancer.mode: snat`: the agent does not start',
    repair: 'set `ipv6.enabled: true` and `loadBalancer.mode: snat`',
  },
  {
    at: ['bandwidthManager', 'bbr'],
    holds: get => is('bandwidthManager.bbr')(get) && !isOn(get('bandwidthManager.enabled')),
    severity: 'warning',
    message: '`bandwidthManager.bbr` without `bandwidthManager.enabled` has no effect',
    repair: 'set `bandwidthManager.enabled: true`',
  },
  {
    at: ['l2announcements', 'enabled'],
    holds: get => is('l2announcements.enabled')(get) && !isOn(get('kubeProxyReplacement')),
    message: '`l2announcements` without `kubeProxyReplacement`: nobody answers for the addresses',
    repair: 'set `kubeProxyReplacement: true`',
  },
];
