import { contains } from '../../model/cidr';
import { type ClusterRule, error, warning, when } from './rule';

export const routingRules: readonly ClusterRule[] = [
  // The chart renders it as long as `enableIPv4Masquerade` is null; the agent then fails (cilium-configmap.yaml).
  error('native-routing-without-cidr', ({ network: { routing, podCIDR } }) =>
    when(routing.mode === 'native' && routing.nativeCIDR === undefined, {
      path: ['network', 'routing'],
      message:
        '`native` routing needs to know which addresses not to masquerade; the Cilium agent does not start without',
      allowed: 'a network that contains the pods of this cluster and of its mesh',
      repair: `add \`nativeCIDR: ${podCIDR.text}\``,
    }),
  ),
  error('native-cidr-misses-pods', ({ network: { routing, podCIDR } }) =>
    when(routing.nativeCIDR !== undefined && !contains(routing.nativeCIDR, podCIDR), {
      path: ['network', 'routing', 'nativeCIDR'],
      message: `\`${routing.nativeCIDR?.text}\` does not contain podCIDR \`${podCIDR.text}\`: traffic between pods would be masqueraded and lose its identity`,
      allowed: `a network that contains \`${podCIDR.text}\``,
      repair: `write \`nativeCIDR: ${podCIDR.text}\`, or a supernet of it`,
    }),
  ),
  error('native-option-with-tunnel', ({ network: { routing } }) =>
    (['nativeCIDR', 'directNodeRoutes'] as const).flatMap(key =>
      when(routing.mode === 'tunnel' && routing[key] !== undefined && routing[key] !== false, {
        path: ['network', 'routing', key],
        message: `\`${key}\` has no effect with tunnel routing`,
        allowed: '`nativeCIDR` and `directNodeRoutes` with `mode: native` only',
        repair: `remove \`${key}\`, or write \`mode: native\``,
      }),
    ),
  ),
  // With native routing the tunnel only carries DSR's answers (kube_proxy_replacement.go: geneve dispatch).
  error('tunnel-option-with-native', ({ network: { routing }, loadBalancing }) =>
    when(routing.mode === 'native' && routing.tunnelProtocol !== undefined && loadBalancing.dsrDispatch !== 'geneve', {
      path: ['network', 'routing', 'tunnelProtocol'],
      message: '`tunnelProtocol` has no effect with native routing',
      allowed: '`tunnelProtocol` with `mode: tunnel`, or beside `dsrDispatch: geneve`',
      repair: 'remove `tunnelProtocol`, or write `mode: tunnel`',
    }),
  ),
  warning('native-routing-without-routes', ({ network: { routing }, loadBalancing, talos }) =>
    when(
      routing.mode === 'native' &&
        routing.directNodeRoutes !== true &&
        loadBalancing.bgp?.advertisePodCIDR !== true &&
        talos.controlPlanes.length + talos.workers.length > 1,
      {
        path: ['network', 'routing', 'mode'],
        message: 'nothing here tells nodes or routers where the pods of another node are',
        allowed: '`directNodeRoutes: true`, `bgp.advertisePodCIDR: true`, or routes in your own network',
        repair: 'add `directNodeRoutes: true` if the nodes share one L2 segment',
      },
    ),
  ),
];
