import { type ClusterRule, clusterRule, when } from './rule';

const usesDsr = ({ mode }: { mode: 'snat' | 'dsr' | 'hybrid' }): boolean => mode !== 'snat';

export const loadBalancingRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'dsr-in-tunnel',
    severity: 'error',
    title: 'Direct server return through a tunnel that cannot carry it',
    why: 'DSR needs native routing, or both a Geneve tunnel and Geneve dispatch. With anything else, the Cilium agent does not start.',
    wrong: 'loadBalancing: {mode: dsr}',
    right: `
network: {routing: {tunnelProtocol: geneve}}
loadBalancing: {mode: dsr, dsrDispatch: geneve}
`,
    source: 'cilium 1.19 daemon/cmd/kube_proxy_replacement.go',
    find: ({ network: { routing }, loadBalancing }) =>
      when(
        usesDsr(loadBalancing) &&
          routing.mode === 'tunnel' &&
          !(loadBalancing.dsrDispatch === 'geneve' && routing.tunnelProtocol === 'geneve'),
        {
          at: ['loadBalancing', 'mode'],
          message: `\`${loadBalancing.mode}\` does not work in a \`${routing.tunnelProtocol ?? 'vxlan'}\` tunnel: the Cilium agent does not start`,
          allowed: '`snat`; `dsr` or `hybrid` with native routing, or with `dsrDispatch: geneve` in a `geneve` tunnel',
          repair: 'write `mode: snat`, or `network.routing.tunnelProtocol: geneve` and `dsrDispatch: geneve`',
        },
      ),
  }),
  clusterRule({
    code: 'geneve-dispatch-without-geneve',
    severity: 'error',
    title: 'Geneve dispatch without the Geneve protocol',
    why: 'The agent sets up its Geneve device from the tunnel protocol, even with native routing. Without it, the agent does not start.',
    wrong: `
network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16}}
loadBalancing: {mode: dsr, dsrDispatch: geneve}
`,
    right: `
network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16, tunnelProtocol: geneve}}
loadBalancing: {mode: dsr, dsrDispatch: geneve}
`,
    source: 'cilium 1.19 daemon/cmd/kube_proxy_replacement.go',
    find: ({ network: { routing }, loadBalancing }) =>
      when(loadBalancing.dsrDispatch === 'geneve' && routing.tunnelProtocol !== 'geneve', {
        at: ['loadBalancing', 'dsrDispatch'],
        message: '`geneve` dispatch needs the geneve protocol, whatever the routing: the Cilium agent does not start',
        allowed: '`opt`, or `geneve` together with `network.routing.tunnelProtocol: geneve`',
        repair: 'write `network.routing.tunnelProtocol: geneve`',
      }),
  }),
  clusterRule({
    code: 'dispatch-without-dsr',
    severity: 'error',
    title: 'A DSR dispatch without DSR',
    why: '`dsrDispatch` chooses how DSR passes the original address on. With SNAT there is nothing to pass on.',
    wrong: 'loadBalancing: {dsrDispatch: opt}',
    right: `
network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16}}
loadBalancing: {mode: hybrid, dsrDispatch: opt}
`,
    find: ({ loadBalancing }) =>
      when(loadBalancing.dsrDispatch !== undefined && !usesDsr(loadBalancing), {
        at: ['loadBalancing', 'dsrDispatch'],
        message: '`dsrDispatch` has no effect without DSR',
        allowed: '`dsrDispatch` with `mode: dsr` or `mode: hybrid`',
        repair: 'remove `dsrDispatch`, or write `mode: hybrid`',
      }),
  }),
  clusterRule({
    code: 'table-size-without-maglev',
    severity: 'error',
    title: 'A Maglev table without Maglev',
    why: 'The table belongs to the algorithm `maglev`; `random` has none.',
    wrong: 'loadBalancing: {maglevTableSize: 65521}',
    right: 'loadBalancing: {algorithm: maglev, maglevTableSize: 65521}',
    find: ({ loadBalancing }) =>
      when(loadBalancing.maglevTableSize !== undefined && loadBalancing.algorithm !== 'maglev', {
        at: ['loadBalancing', 'maglevTableSize'],
        message: '`maglevTableSize` has no effect with the algorithm `random`',
        allowed: '`maglevTableSize` with `algorithm: maglev`',
        repair: 'write `algorithm: maglev`, or remove `maglevTableSize`',
      }),
  }),
  clusterRule({
    code: 'native-acceleration-with-l2',
    severity: 'warning',
    title: 'Native XDP beside announcements by ARP',
    why: 'Both on one device are known to lose traffic.',
    wrong: 'loadBalancing: {acceleration: native}',
    right: 'loadBalancing: {acceleration: best-effort}',
    source: 'cilium#36829',
    find: ({ loadBalancing }) =>
      when(loadBalancing.acceleration === 'native' && loadBalancing.l2 !== undefined, {
        at: ['loadBalancing', 'acceleration'],
        message: '`native` acceleration and L2 announcements on one device are known to lose traffic (cilium#36829)',
        allowed: '`disabled` or `best-effort` beside `l2`',
        repair: 'write `acceleration: best-effort`',
      }),
  }),
];
