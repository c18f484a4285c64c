import type { Cluster } from '../../config/schema/cluster';
import { formatCidr } from '../../model/cidr';
import { usesApi } from '../kubernetes';
import { layer } from '../layer';
import { type Connection, connects, tcp, udp, workload } from '../workload';
import { ciliumSecrets } from './cilium-secrets';

/** The networks of nodes and the agents on them: `cilium 1.19 install/kubernetes/cilium`. All share their node's identity. */
const host = { namespace: 'kube-system', network: 'host' } as const;

export const ciliumAgent = workload({
  ...host,
  name: 'cilium',
  labels: { 'k8s-app': 'cilium' },
  ports: {
    health: tcp(4240),
    hubble: tcp(4244),
    metrics: tcp(9962),
    'hubble-metrics': tcp(9965),
    vxlan: udp(8472),
    geneve: udp(6081),
    wireguard: udp(51871),
    bgp: tcp(179),
  },
});

export const ciliumEnvoy = workload({
  ...host,
  name: 'cilium-envoy',
  labels: { 'k8s-app': 'cilium-envoy' },
  ports: { metrics: tcp(9964) },
  scraped: ['metrics'],
});

export const ciliumOperator = workload({
  ...host,
  name: 'cilium-operator',
  labels: { 'io.cilium/app': 'operator' },
  ports: { metrics: tcp(9963) },
  scraped: ['metrics'],
});

export const ciliumLayer = layer({
  name: 'cilium',
  namespace: host.namespace,
  provides: ['cilium.io/*', 'GatewayClass cilium'],
  keepsRemovedObjects: true,
  processes: [{ name: 'cilium', program: /cilium|\/(iptables|ip6tables|xtables)/ }],
  jobs: () => ['cilium-agent', 'cilium-envoy', 'cilium-operator'],
  secrets: (_, cluster) => ciliumSecrets(cluster),
  describe: (_, { cluster }) => ({
    workloads: [
      {
        ...ciliumAgent,
        scraped: cluster.hubble !== false && cluster.hubble.metrics ? ['metrics', 'hubble-metrics'] : ['metrics'],
      },
      ciliumEnvoy,
      ciliumOperator,
    ],
    connections: [
      usesApi(ciliumAgent, 'watches policies, Services and identities, and writes endpoints'),
      usesApi(ciliumOperator, 'allocates addresses, and reconciles Gateways and custom resources'),
      connects(ciliumAgent, ciliumAgent, ['health'], 'probes every other node'),
      ...nodeToNode(cluster),
      ...bgpSessions(cluster),
    ],
  }),
});

/** Traffic to an egress gateway is encapsulated whatever the routing (`cilium 1.19 bpf/lib/egress_gateway.h`). */
function nodeToNode({
  network: { routing },
  loadBalancing: { dsrDispatch },
  egress,
  encryption,
}: Cluster): Connection[] {
  const tunnel = routing.tunnelProtocol ?? 'vxlan';
  const carried = [
    routing.mode === 'tunnel' && 'carries the traffic of pods between nodes',
    egress.gateways.length > 0 && 'carries the traffic of pods to egress gateways',
    dsrDispatch === 'geneve' && 'hands requests to the node that answers the client itself',
  ].filter(why => why !== false);
  return [
    ...carried.map(why => connects(ciliumAgent, ciliumAgent, [tunnel], why)),
    ...(encryption === false
      ? []
      : [connects(ciliumAgent, ciliumAgent, ['wireguard'], 'encrypts the traffic between nodes')]),
  ];
}

/** Agents dial the routers; a router may dial an agent only where the agent listens. */
function bgpSessions({ loadBalancing: { bgp } }: Cluster): Connection[] {
  if (bgp === undefined) return [];
  const routers = { cidrs: bgp.peers.map(({ address }) => formatCidr(address)) };
  const listening = bgp.overrides.some(({ localPort }) => localPort !== undefined);
  return [
    { from: ciliumAgent, to: routers, ports: [ciliumAgent.ports.bgp], why: 'announces addresses to the routers' },
    ...(listening ? [connects(routers, ciliumAgent, ['bgp'], 'opens the session from the side of the router')] : []),
  ];
}
