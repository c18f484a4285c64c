import { contains } from '../../model/cidr';
import { type ClusterRule, clusterRule, when } from './rule';

export const routingRules: readonly ClusterRule[] = [
  clusterRule({
    code: 'native-routing-without-cidr',
    severity: 'error',
    title: 'Native routing without the network that is routed natively',
    why: 'The agent must know which addresses not to masquerade. The chart renders without it, and the agent fails at its start.',
    wrong: 'network: {routing: {mode: native, directNodeRoutes: true}}',
    right: 'network: {routing: {mode: native, directNodeRoutes: true, nativeCIDR: 10.244.0.0/16}}',
    source: 'cilium 1.19 install/kubernetes/cilium/templates/cilium-configmap.yaml',
    find: ({ network: { routing, podCIDR } }) =>
      when(routing.mode === 'native' && routing.nativeCIDR === undefined, {
        at: ['network', 'routing'],
        message:
          '`native` routing needs to know which addresses not to masquerade; the Cilium agent does not start without it',
        allowed: 'a network that contains the pods of this cluster and of its mesh',
        repair: `add \`nativeCIDR: ${podCIDR.text}\``,
      }),
  }),
  clusterRule({
    code: 'native-cidr-misses-pods',
    severity: 'error',
    title: 'A native network without the pods',
    why: 'Traffic between pods outside `nativeCIDR` is masqueraded. It loses its identity, and policies drop it.',
    wrong: 'network: {routing: {mode: native, nativeCIDR: 10.0.0.0/16}}',
    right: 'network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16}}',
    find: ({ network: { routing, podCIDR } }) =>
      when(routing.nativeCIDR !== undefined && !contains(routing.nativeCIDR, podCIDR), {
        at: ['network', 'routing', 'nativeCIDR'],
        message: `\`${routing.nativeCIDR?.text}\` does not contain podCIDR \`${podCIDR.text}\`: traffic between pods would be masqueraded and lose its identity`,
        allowed: `a network that contains \`${podCIDR.text}\``,
        repair: `write \`nativeCIDR: ${podCIDR.text}\`, or a supernet of it`,
      }),
  }),
  clusterRule({
    code: 'native-option-with-tunnel',
    severity: 'error',
    title: 'An option of native routing in a tunnel',
    why: 'The option has no effect, so that routing is not what the file says.',
    wrong: 'network: {routing: {mode: tunnel, directNodeRoutes: true}}',
    right: 'network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16, directNodeRoutes: true}}',
    find: ({ network: { routing } }) =>
      (['nativeCIDR', 'directNodeRoutes'] as const).flatMap(key =>
        when(routing.mode === 'tunnel' && routing[key] !== undefined && routing[key] !== false, {
          at: ['network', 'routing', key],
          message: `\`${key}\` has no effect with tunnel routing`,
          allowed: '`nativeCIDR` and `directNodeRoutes` with `mode: native` only',
          repair: `remove \`${key}\`, or write \`mode: native\``,
        }),
      ),
  }),
  clusterRule({
    code: 'tunnel-option-with-native',
    severity: 'error',
    title: 'A tunnel protocol with native routing',
    why: 'With native routing, a tunnel carries only the answers of DSR by Geneve dispatch.',
    wrong: 'network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16, tunnelProtocol: geneve}}',
    right: 'network: {routing: {mode: tunnel, tunnelProtocol: geneve}}',
    source: 'cilium 1.19 daemon/cmd/kube_proxy_replacement.go',
    find: ({ network: { routing }, loadBalancing }) =>
      when(
        routing.mode === 'native' && routing.tunnelProtocol !== undefined && loadBalancing.dsrDispatch !== 'geneve',
        {
          at: ['network', 'routing', 'tunnelProtocol'],
          message: '`tunnelProtocol` has no effect with native routing',
          allowed: '`tunnelProtocol` with `mode: tunnel`, or beside `dsrDispatch: geneve`',
          repair: 'remove `tunnelProtocol`, or write `mode: tunnel`',
        },
      ),
  }),
  clusterRule({
    code: 'native-routing-without-routes',
    severity: 'warning',
    title: 'Native routing without routes to other nodes',
    why: 'Cilium leaves native routing to the network. Unless nodes or routers know where the pods of another node are, pods of different nodes do not reach each other.',
    wrong: `
talos: {workers: [192.168.10.21]}
network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16}}
`,
    right: `
talos: {workers: [192.168.10.21]}
network: {routing: {mode: native, nativeCIDR: 10.244.0.0/16, directNodeRoutes: true}}
`,
    find: ({ network: { routing }, loadBalancing, talos }) =>
      when(
        routing.mode === 'native' &&
          routing.directNodeRoutes !== true &&
          loadBalancing.bgp?.advertisePodCIDR !== true &&
          talos.controlPlanes.length + talos.workers.length > 1,
        {
          at: ['network', 'routing', 'mode'],
          message: 'neither nodes nor routers learn where the pods of another node are',
          allowed: '`directNodeRoutes: true`, `bgp.advertisePodCIDR: true`, or routes in your own network',
          repair: 'add `directNodeRoutes: true` if the nodes share one L2 segment',
        },
      ),
  }),
];
