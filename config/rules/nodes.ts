import { type Address, contains } from '../../model/cidr';
import { endpointsOf, networksOf, nodesOf } from './networks';
import { type ClusterRule, duplicates, error, warning, when } from './rule';

/** Port of the Kubernetes API on every Talos control plane. */
const apiServerPort = 6443;

export const nodeRules: readonly ClusterRule[] = [
  error('node-outside-network', cluster => {
    const [network] = networksOf(cluster);
    return nodesOf(cluster)
      .filter(node => !contains(network!.range, node.range))
      .map(({ path, text }) => ({
        path,
        message: `node \`${text}\` has no address in nodeCIDR \`${network!.text}\``,
        allowed: `an address inside \`${network!.text}\``,
        repair: 'correct the address, or widen network.nodeCIDR',
      }));
  }),
  error('duplicate-node', cluster =>
    duplicates(
      nodesOf(cluster),
      node => node.text,
      ({ path, text }) => ({
        path,
        message: `node \`${text}\` is listed twice`,
        allowed: 'every node once, as control plane or as worker',
        repair: 'remove one of the two; a control plane runs workloads too in a cluster without workers',
      }),
    ),
  ),
  warning('even-control-planes', ({ talos: { controlPlanes } }) =>
    when(controlPlanes.length % 2 === 0, {
      path: ['talos', 'controlPlanes'],
      message: `\`${controlPlanes.length}\` control planes survive no more failures than \`${controlPlanes.length - 1}\`, and have one more that can fail`,
      allowed: 'an odd number, mostly 1 or 3',
      repair: 'add a control plane, or make one a worker',
    }),
  ),
  error('endpoint-is-worker', ({ talos: { endpoint, controlPlanes, workers } }) =>
    when(includes(workers, endpoint.host) && !includes(controlPlanes, endpoint.host), {
      path: ['talos', 'endpoint'],
      message: `the endpoint \`${endpoint.text}\` is a worker, which serves no Kubernetes API`,
      allowed: 'a virtual address, a load balancer or a control plane',
      repair: `use \`https://${controlPlanes[0]?.text}:${apiServerPort}\` or a virtual address`,
    }),
  ),
  error('endpoint-port', ({ talos }) => {
    const { host, port } = talos.endpoint;
    return when(includes(talos.controlPlanes, host) && port !== apiServerPort, {
      path: ['talos', 'endpoint'],
      message: `nothing serves the Kubernetes API at port \`${port}\` of \`${host}\``,
      allowed: `port ${apiServerPort} of a control plane; another one only on a load balancer in front of them`,
      repair: `did you mean \`https://${host}:${apiServerPort}\`?`,
    });
  }),
  warning('endpoint-not-redundant', cluster =>
    endpointsOf(cluster)
      .filter(({ text }) => cluster.talos.controlPlanes.length > 1 && includes(cluster.talos.controlPlanes, text))
      .map(({ path, text }) => ({
        path,
        message: `the endpoint is the control plane \`${text}\` itself: when it is down, nobody reaches the API from outside`,
        allowed: 'a virtual address or a load balancer in front of all control planes',
        repair: 'give the control planes a virtual address (Talos `Layer2VIPConfig`) and name that',
      })),
  ),
];

function includes(nodes: readonly Address[], host: string): boolean {
  return nodes.some(({ text }) => text === host);
}
