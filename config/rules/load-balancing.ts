import { type ClusterRule, error, warning, when } from './rule';

const usesDsr = ({ mode }: { mode: 'snat' | 'dsr' | 'hybrid' }): boolean => mode !== 'snat';

export const loadBalancingRules: readonly ClusterRule[] = [
  // cilium 1.19 daemon/cmd/kube_proxy_replacement.go refuses to start.
  error('dsr-in-tunnel', ({ network: { routing }, loadBalancing }) =>
    when(
      usesDsr(loadBalancing) &&
        routing.mode === 'tunnel' &&
        !(loadBalancing.dsrDispatch === 'geneve' && routing.tunnelProtocol === 'geneve'),
      {
        path: ['loadBalancing', 'mode'],
        message: `\`${loadBalancing.mode}\` does not work in a \`${routing.tunnelProtocol ?? 'vxlan'}\` tunnel: the Cilium agent does not start`,
        allowed: '`snat`; `dsr` or `hybrid` with native routing, or with `dsrDispatch: geneve` in a `geneve` tunnel',
        repair: 'write `mode: snat`, or `network.routing.tunnelProtocol: geneve` and `dsrDispatch: geneve`',
      },
    ),
  ),
  error('geneve-dispatch-without-geneve', ({ network: { routing }, loadBalancing }) =>
    when(loadBalancing.dsrDispatch === 'geneve' && routing.tunnelProtocol !== 'geneve', {
      path: ['loadBalancing', 'dsrDispatch'],
      message: '`geneve` dispatch needs the geneve protocol, whatever the routing: the Cilium agent does not start',
      allowed: '`opt`, or `geneve` together with `network.routing.tunnelProtocol: geneve`',
      repair: 'write `network.routing.tunnelProtocol: geneve`',
    }),
  ),
  error('dispatch-without-dsr', ({ loadBalancing }) =>
    when(loadBalancing.dsrDispatch !== undefined && !usesDsr(loadBalancing), {
      path: ['loadBalancing', 'dsrDispatch'],
      message: '`dsrDispatch` has no effect without DSR',
      allowed: '`dsrDispatch` with `mode: dsr` or `mode: hybrid`',
      repair: 'remove `dsrDispatch`, or write `mode: hybrid`',
    }),
  ),
  error('table-size-without-maglev', ({ loadBalancing }) =>
    when(loadBalancing.maglevTableSize !== undefined && loadBalancing.algorithm !== 'maglev', {
      path: ['loadBalancing', 'maglevTableSize'],
      message: '`maglevTableSize` has no effect with the algorithm `random`',
      allowed: '`maglevTableSize` with `algorithm: maglev`',
      repair: 'write `algorithm: maglev`, or remove `maglevTableSize`',
    }),
  ),
  // cilium#36829
  warning('native-acceleration-with-l2', ({ loadBalancing }) =>
    when(loadBalancing.acceleration === 'native' && loadBalancing.l2 !== undefined, {
      path: ['loadBalancing', 'acceleration'],
      message: '`native` acceleration and L2 announcements on one device are known to lose traffic (cilium#36829)',
      allowed: '`disabled` or `best-effort` beside `l2`',
      repair: 'write `acceleration: best-effort`',
    }),
  ),
];
